package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.einthoven.training.augment.Strengths;
import org.einthoven.training.contrast.Pretraining;
import org.einthoven.training.contrast.PretrainingSettings;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stores without labels → an encoder. */
@Command(
        name = "pretrain",
        description =
                "Pretrains an encoder by contrast: of each patient of the training part it sees two ECGs, and two views of one. Goes on where"
                        + " the folder holds a run that was broken off.",
        mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "STORE",
            description = "a store, or several",
            arity = "1..*")
    private @Nullable List<Path> data;

    @Option(
            names = "--split",
            required = true,
            paramLabel = "FILE",
            arity = "1..*",
            description = "whose ECGs may be learnt from: their training parts")
    private @Nullable List<Path> split;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "the run's folder")
    private @Nullable Path run;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--encoder",
            defaultValue = "standard",
            description = "small, standard or large; default ${DEFAULT-VALUE}")
    private String encoder = "standard";

    @Option(names = "--epochs", defaultValue = "50", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--patients", defaultValue = "64", description = "in a batch; default ${DEFAULT-VALUE}")
    private int patients;

    @Option(
            names = "--longitudinal",
            defaultValue = "1",
            description =
                    "weight of the loss over two records of a patient, or two windows of an only record; default ${DEFAULT-VALUE}")
    private double longitudinal;

    @Option(
            names = "--views",
            defaultValue = "0.5",
            description = "weight of the loss over two views of one window; default ${DEFAULT-VALUE}")
    private double views;

    @Option(names = "--temperature", defaultValue = "0.1", description = "default ${DEFAULT-VALUE}")
    private double temperature;

    @Option(names = "--learning-rate", defaultValue = "0.001", description = "default ${DEFAULT-VALUE}")
    private double learningRate;

    @Option(
            names = "--augment",
            paramLabel = "NAME=VALUE",
            split = ",",
            description =
                    "how strongly views are changed, 0 for not at all: rotation (degrees), crop (part), shift (s), gain (factor), wander, hum, muscle,"
                            + " noise (mV), time-out (part), lead-mask (chance); docs/model-training.md says which task each may harm")
    private Map<String, Double> augment = Map.of();

    @Option(
            names = "--minutes",
            defaultValue = "120",
            description = "stops in good order after so long; the same command goes on; default ${DEFAULT-VALUE}")
    private long minutes;

    @Option(
            names = "--checkpoint-seconds",
            defaultValue = "120",
            description = "how much a killed run may have to do again; default ${DEFAULT-VALUE}")
    private long checkpointSeconds;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            PretrainingSettings settings = new PretrainingSettings(
                    seed,
                    encoder,
                    epochs,
                    patients,
                    longitudinal,
                    views,
                    temperature,
                    64,
                    learningRate,
                    200,
                    0.01,
                    Strengths.standard().with(augment));
            return pretrain(settings, System.out);
        });
    }

    private boolean pretrain(PretrainingSettings settings, PrintStream out) throws IOException, InterruptedException {
        PatientSplit parts = PatientSplit.read(Failures.required(split));
        EcgDataset dataset = EcgDataset.open(Failures.required(data));
        PatientIndex index = PatientIndex.of(dataset, parts.in(Part.TRAIN));
        Pretraining pretraining = new Pretraining(settings, dataset, index, Failures.required(run));
        out.println(index.windows() + " windows of " + index.patients() + " patients of " + dataset.source());
        StepProgress progress = new StepProgress(out);
        boolean done = pretraining.run(
                parts.fingerprint(),
                Map.of("git.commit", GitCommit.current()),
                new Pretraining.Time(Duration.ofMinutes(minutes), Duration.ofSeconds(checkpointSeconds)),
                progress);
        out.println(done ? "done" : "the time is up: the same command goes on");
        return done;
    }

    /** Begins to count where the run goes on. */
    private static final class StepProgress implements Pretraining.Listener {
        private final PrintStream out;
        private @Nullable Progress progress;

        StepProgress(PrintStream out) {
            this.out = out;
        }

        @Override
        public void at(int step, int steps, String detail) {
            Progress known = progress;
            if (known == null) {
                known = new Progress(out, "steps", steps);
                progress = known;
            }
            known.at(step, detail);
        }
    }
}
