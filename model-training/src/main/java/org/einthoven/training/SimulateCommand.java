package org.einthoven.training;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.einthoven.training.cohort.Cohort;
import org.einthoven.training.cohort.CohortPlots;
import org.einthoven.training.cohort.CohortStore;
import org.einthoven.training.cohort.Prevalences;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A seed → a cohort of simulated patients in a store, or its plots. */
@Command(
        name = "simulate",
        description = "Simulates patients and their visits over the years, and writes the ECGs with exact labels into a"
                + " new store. The same seed gives the same ECGs.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--patients", required = true, paramLabel = "N", description = "one to six ECGs each")
    private int patients;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "any whole number")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "the store; a new folder")
    private @Nullable Path out;

    @Option(names = "--plots", paramLabel = "DIR", description = "draws examples and figures as SVG instead")
    private @Nullable Path plots;

    @Option(
            names = "--prevalence",
            split = ",",
            paramLabel = "ID=SHARE",
            description =
                    "how frequent findings (af, afl, pac, pvc, avb1, mi; of ECGs) and mimics (of patients) are, 0 to 0.5")
    private Map<String, Double> changes = Map.of();

    @Option(names = "--threads", paramLabel = "N", description = "default: one a core; the result is the same")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            Cohort cohort = new Cohort(seed, patients, Prevalences.standard().with(changes));
            if ((out == null) == (plots == null)) {
                throw new IllegalArgumentException("name either --out or --plots");
            }
            try (Progress progress = Progress.of(System.out, "patients simulated")) {
                LongConsumer told = done -> progress.at(done, patients);
                if (out != null) {
                    CohortStore.write(cohort, out.toAbsolutePath(), threads, GitCommit.current(), told);
                } else {
                    CohortPlots.write(cohort, Failures.required(plots), threads, told);
                }
            }
            return null;
        });
    }
}
