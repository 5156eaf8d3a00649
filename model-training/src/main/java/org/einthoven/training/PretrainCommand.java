package org.einthoven.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.einthoven.training.augment.Strengths;
import org.einthoven.training.contrast.PretrainingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stores without labels → an encoder. */
@Command(
        name = "pretrain",
        description =
                "Pretrains an encoder by contrast: of each patient of the training part it sees two ECGs, and two views of one. Goes on where"
                        + " the folder holds a run that was broken off.",
        mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "the run's folder")
    private @Nullable Path run;

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description = "of the pseudonyms of ECG files that are in no store, as of 'train import'")
    private @Nullable Path secret;

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
            description =
                    "stops in good order after so long, with status 75; the same command goes on; default ${DEFAULT-VALUE}")
    private long minutes;

    @Option(
            names = "--checkpoint-seconds",
            defaultValue = "120",
            description = "how much a killed run may have to do again; default ${DEFAULT-VALUE}")
    private long checkpointSeconds;

    @Override
    public Integer call() {
        return Failures.orLater(() -> {
            Duration most = TimeLimit.ofMinutes(minutes);
            Duration betweenCheckpoints = TimeLimit.ofCheckpointSeconds(checkpointSeconds);
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
            return new PretrainStep(settings, stores.stores(), secret, stores.splitFiles(), Failures.required(run))
                    .run(most, betweenCheckpoints, System.out);
        });
    }
}
