package org.einthoven.training.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.cohort.CohortStore;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Origin;
import org.einthoven.training.data.Part;
import org.einthoven.training.evaluate.study.Experiment;
import org.einthoven.training.evaluate.study.LabelSizes;
import org.jspecify.annotations.Nullable;

/**
 * The experiments of an evaluation: within the sources that are given, on others, or with each left out in turn.
 *
 * @param learnt null where it is not known from whom the encoder learnt
 * @param taught null where none is compared
 */
public record EvaluationPlans(
        EvaluationData data,
        EncoderStudy study,
        PretrainedEncoder encoder,
        @Nullable LearntPatients learnt,
        @Nullable TaughtEncoder taught,
        Origin origin,
        Experiment.Unit unit,
        LabelSizes sizes) {
    private static final String UNKNOWN =
            " From whose ECGs it learnt is not known, as its run is of a version that did not keep that: whether records that test were among them"
                    + " could not be checked.";

    /** @throws IOException where a patient who tests took part in pretraining, or labels of anybody taught */
    public List<Experiment> within() throws IOException {
        requireStrangers();
        requireUnseen();
        String names = EvaluationData.named(data.sources());
        String checked = learnt != null
                ? " Nobody whose records test took part in pretraining."
                : encoder.isOfSplit(data.split().fingerprint()) ? " It learnt from the training part only." : UNKNOWN;
        String description = study.records().size() + " records of " + names + "." + pretrainedOn() + checked;
        return List.of(study.experiment(
                plan(EncoderStudy.id(String.join("-", data.sources())), "Findings in " + names, description),
                (source, ecg) -> data.split().of(ecg.patient())));
    }

    /** Of the sources that are learnt from; who only tests is left out where the encoders know him. */
    private void requireStrangers() throws IOException {
        TaughtEncoder compared = taught;
        if (compared == null) {
            return;
        }
        LabelledRecords records = study.records();
        compared.requireStrangers(IntStream.range(0, records.size())
                .filter(record -> data.sources().contains(records.source(record)))
                .mapToObj(record -> records.records().get(record).patient())
                .toList());
    }

    private void requireUnseen() throws IOException {
        LearntPatients known = learnt;
        if (known == null) {
            return;
        }
        Set<StoreKey> seen = new HashSet<>();
        for (StoredEcg ecg : study.records().records()) {
            if (data.split().of(ecg.patient()) == Part.TEST && known.contains(ecg.patient())) {
                seen.add(ecg.patient());
            }
        }
        if (!seen.isEmpty()) {
            throw new IOException("the encoder learnt from " + seen.size()
                    + " patients of the test part: evaluate it with the split that it was pretrained with");
        }
    }

    /** Learns from some sources, tests on the others. */
    public List<Experiment> across() throws IOException {
        requireStrangers();
        return List.of(across(data.sources(), data.tested()));
    }

    /** Each source tests once what was learnt from the others. */
    public List<Experiment> leavingOneOut() throws IOException {
        if (data.sources().size() < 2) {
            throw new IOException("to leave one source out there must be two; only " + data.sources() + " is given");
        }
        requireStrangers();
        List<Experiment> experiments = new ArrayList<>();
        for (String source : data.sources()) {
            Set<String> others = new LinkedHashSet<>(data.sources());
            others.remove(source);
            experiments.add(across(others, Set.of(source)));
        }
        return experiments;
    }

    private Experiment across(Set<String> from, Set<String> tested) throws IOException {
        LabelledRecords records = study.records();
        AcrossSources parting = new AcrossSources(records, tested, data.split(), data.testSplit(), learnt);
        String names = EvaluationData.named(tested);
        String description = "Learnt from " + EvaluationData.named(from) + " ("
                + count(parting, Part.TRAIN) + " records of their training parts; " + count(parting, Part.VALIDATION)
                + " others choose and calibrate), tested on " + names + " (" + count(parting, Part.TEST) + " records)."
                + " Probabilities are calibrated on the sources that were learnt from and are reported as they come out on the other."
                + pretrainedOn() + leftOut(parting);
        String learntFrom = from.contains(CohortStore.SOURCE) ? ", learnt from simulated ECGs" : "";
        return study.experiment(
                plan(
                        EncoderStudy.id("test-" + String.join("-", tested)),
                        "Tested on " + names + learntFrom,
                        description),
                parting);
    }

    private int count(Parting parting, Part part) {
        LabelledRecords records = study.records();
        return (int) IntStream.range(0, records.size())
                .filter(record ->
                        parting.of(records.source(record), records.records().get(record)) == part)
                .count();
    }

    private String leftOut(AcrossSources parting) {
        LabelledRecords records = study.records();
        List<StoredEcg> wouldTest = IntStream.range(0, records.size())
                .filter(record -> parting.isToTest(
                        records.source(record), records.records().get(record)))
                .mapToObj(records.records()::get)
                .toList();
        long learners = wouldTest.stream().filter(parting::isLearner).count();
        String alsoLearnt = learners == 0
                ? ""
                : " " + learners + " records of patients who are in the other sources too were left out.";
        if (learnt == null) {
            return UNKNOWN + alsoLearnt;
        }
        long seen = wouldTest.stream().filter(parting::isSeen).count();
        return (seen == 0
                        ? " Nobody whose records test took part in pretraining."
                        : " " + seen
                                + " records of patients from whom it learnt were left out; it has seen other ECGs of this source.")
                + alsoLearnt;
    }

    private String pretrainedOn() {
        TaughtEncoder compared = taught;
        return " The " + (compared == null ? "" : "pretrained ") + "encoder was pretrained on "
                + EvaluationData.named(List.of(encoder.source().split("\\+"))) + "."
                + (compared == null ? "" : compared.told());
    }

    private EncoderStudy.Plan plan(String id, String title, String description) {
        return new EncoderStudy.Plan(id, title, description, origin, unit, sizes);
    }
}
