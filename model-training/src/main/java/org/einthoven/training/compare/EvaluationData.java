package org.einthoven.training.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Origin;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;

/**
 * The stores and splits that an evaluation was given.
 *
 * @param dataset all of them
 * @param sources that are learnt from, or, where each is left out in turn, all
 * @param tested that only test; empty where none does
 * @param testSplit null where all records of the tested sources test
 */
public record EvaluationData(
        EcgDataset dataset,
        Set<String> sources,
        Set<String> tested,
        PatientSplit split,
        @Nullable PatientSplit testSplit) {
    /** @throws IOException where a source is given twice, or simulated ECGs with real ones */
    public static EvaluationData open(List<Path> data, List<Path> splits, List<Path> test, List<Path> testSplits)
            throws IOException {
        if (test.isEmpty() && !testSplits.isEmpty()) {
            throw new IOException("--test-split parts the stores of --test, and none is given");
        }
        EcgDataset dataset =
                EcgDataset.open(Stream.concat(data.stream(), test.stream()).toList());
        List<EcgDataset> learnt = dataset.parts().subList(0, data.size());
        List<EcgDataset> testing = dataset.parts().subList(data.size(), data.size() + test.size());
        Set<String> sources = sources(learnt);
        Set<String> tested = sources(testing);
        for (String source : tested) {
            if (sources.contains(source)) {
                throw new IOException(
                        "the source '" + source
                                + "' is given to learn from and to test: sources are told apart by the name that 'train import' gave them");
            }
        }
        PatientSplit split = PatientSplit.read(splits);
        PatientSplit testSplit = testSplits.isEmpty() ? null : PatientSplit.read(testSplits);
        EvaluationData opened = new EvaluationData(dataset, sources, tested, split, testSplit);
        opened.requireOneOrigin();
        split.requireCovers(data, learnt);
        if (testSplit != null) {
            testSplit.requireCovers(test, testing);
        }
        return opened;
    }

    private static Set<String> sources(List<EcgDataset> stores) {
        return stores.stream().map(EcgDataset::source).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What was learnt from simulated ECGs may be tested on real ones; nothing else has both. */
    private void requireOneOrigin() throws IOException {
        boolean mixed = isMixed(sources) || isMixed(tested);
        boolean onlyTested = !isSimulated(sources) && isSimulated(tested);
        if (mixed || onlyTested) {
            List<String> all = new ArrayList<>(sources);
            all.addAll(tested);
            throw new IOException("simulated ECGs and real ones are not evaluated together: " + String.join(", ", all));
        }
    }

    private static boolean isSimulated(Set<String> some) {
        return some.contains(EcgStore.SIMULATED);
    }

    private static boolean isMixed(Set<String> some) {
        return isSimulated(some) && some.size() > 1;
    }

    /**
     * Of the ECGs that test.
     *
     * @param said whether the caller says that they are simulated, as of a simulator of another name
     */
    public Origin origin(boolean said) {
        return said || isSimulated(tested.isEmpty() ? sources : tested) ? Origin.SIMULATED : Origin.REAL;
    }

    /** Sources, for readers. */
    static String named(Collection<String> some) {
        return some.stream()
                .map(source -> Origin.of(source) == Origin.SIMULATED ? "simulated ECGs" : source)
                .collect(Collectors.joining(", "));
    }

    /** Whether a record may take part. */
    public boolean isUsed(StoredEcg ecg) {
        return split.of(ecg.patient()) != null
                || !tested.isEmpty() && (testSplit == null || testSplit.of(ecg.patient()) != null);
    }

    /** What decides about who takes part. */
    public String key() {
        PatientSplit ofTest = testSplit;
        return split.fingerprint() + tested + (ofTest == null ? "" : ofTest.fingerprint());
    }
}
