package org.einthoven.training;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stores → the parts of their patients. */
@Command(
        name = "split",
        description =
                "Deals the patients of a store, or of several together, out to training (60 %%), validation (15 %%) and test (25 %%), each"
                        + " with its share of every finding. A patient who is in several stores is one.",
        mixinStandardHelpOptions = true)
final class SplitCommand implements Callable<Integer> {
    @Option(
            names = "--store",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "what import or simulate wrote, or a folder of ECG files; or several")
    private List<Path> stores = List.of();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the split, pseudonyms only")
    private @Nullable Path out;

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description = "of the pseudonyms of ECG files that are in no store, as of 'train import'")
    private @Nullable Path secret;

    @Option(names = "--seed", defaultValue = "1903", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            System.out.println("seed " + seed);
            EcgDataset dataset = EcgDataset.open(stores, secret);
            PatientSplit split;
            try (Progress progress = Progress.of(System.out, "windows read")) {
                split = PatientSplit.stratified(dataset, seed, read -> progress.at(read, dataset.size()));
            }
            split.write(Failures.required(out));
            tell(split, System.out);
            return null;
        });
    }

    static void tell(PatientSplit split, PrintStream out) {
        for (Part part : Part.values()) {
            out.println(part + ": " + split.count(part) + " patients");
        }
    }
}
