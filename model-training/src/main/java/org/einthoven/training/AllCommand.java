package org.einthoven.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole way of the model that ships. */
@Command(
        name = "all",
        description =
                "Makes the model that ships, from the folders of the public data sets: import, split, simulate, pretrain, finetune, evaluate and"
                        + " export, well under an hour on two cores. The same command goes on where it was broken off.",
        mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "a folder with a folder for each set: cpsc2018, cpsc2018_extra, georgia, chapman_ningbo, ptbxl_500hz,"
                            + " ptb, cinc2017; those that are there")
    private @Nullable Path data;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "stores, splits, runs and the model lie below; about a gigabyte")
    private @Nullable Path run;

    @Option(
            names = "--model-version",
            defaultValue = "0.2.0",
            paramLabel = "X.Y.Z",
            description = "default ${DEFAULT-VALUE}; another model needs another version")
    private String version = "";

    @Option(names = "--seed", paramLabel = "N", description = "of pretraining and fine-tuning")
    private @Nullable Long seed;

    @Option(names = "--cohort", paramLabel = "N", description = "how many patients are simulated; 0 for none")
    private @Nullable Integer cohort;

    @Option(names = "--encoder", paramLabel = "SIZE", description = "small, standard or large")
    private @Nullable String encoder;

    @Option(names = "--epochs", paramLabel = "N", description = "of pretraining")
    private @Nullable Integer epochs;

    @Option(names = "--patients", paramLabel = "N", description = "in a batch of pretraining")
    private @Nullable Integer patients;

    @Option(names = "--steps", paramLabel = "N", description = "of fine-tuning")
    private @Nullable Integer steps;

    @Option(
            names = "--teaching-steps",
            paramLabel = "N",
            description = "of training on the labels of simulated patients, before the real ones; 0 for none")
    private @Nullable Integer teachingSteps;

    @Option(
            names = "--minutes",
            defaultValue = "110",
            description =
                    "pretraining stops in good order after so long, with status 75; the same command goes on; default"
                            + " ${DEFAULT-VALUE}")
    private long minutes;

    @Override
    public Integer call() {
        return Failures.orLater(() -> {
            Duration most = TimeLimit.ofMinutes(minutes);
            Recipe recipe = recipe();
            BatchMemory.require(
                    "--patients",
                    recipe.pretraining().patients(),
                    recipe.pretraining().viewsOfAPatient());
            WholeWay way = new WholeWay(recipe, Failures.required(data), Failures.required(run), version, System.out);
            return way.go(most);
        });
    }

    /** The published one, but for what is told otherwise. */
    private Recipe recipe() {
        Recipe recipe = Recipe.shipped();
        recipe = cohort == null ? recipe : recipe.withCohort(cohort);
        recipe = seed == null ? recipe : recipe.withSeed(seed);
        recipe = encoder == null ? recipe : recipe.withEncoder(encoder);
        recipe = epochs == null ? recipe : recipe.withEpochs(epochs);
        recipe = patients == null ? recipe : recipe.withBatch(patients);
        recipe = teachingSteps == null ? recipe : recipe.withTeaching(teachingSteps);
        return steps == null ? recipe : recipe.withSteps(steps);
    }
}
