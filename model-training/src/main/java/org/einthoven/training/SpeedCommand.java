package org.einthoven.training;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.ContrastiveModel;
import org.einthoven.training.network.ContrastiveModel.Objective;
import org.einthoven.training.network.MatrixMultiplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast this machine trains, and how long it would take. */
@Command(
        name = "speed",
        description =
                "Measures how many views a second this machine learns from, against its own rate of matrix multiplication, and says how long an"
                        + " epoch of as many patients takes.",
        mixinStandardHelpOptions = true)
final class SpeedCommand implements Callable<Integer> {
    private static final int ROUNDS = 30;
    /** A training step goes through the network once forward and, with twice the work, back. */
    private static final int PASSES = 3;

    private static final double GIGA = 1e9;
    private static final double SECONDS_OF_AN_HOUR = 3600;

    @Option(names = "--encoder", defaultValue = "small,standard", split = ",", description = "default ${DEFAULT-VALUE}")
    private List<String> encoders = List.of();

    @Option(names = "--patients", defaultValue = "1684298", description = "of an epoch; default ${DEFAULT-VALUE}")
    private long patients;

    @Option(names = "--batch", defaultValue = "64", description = "patients in a batch; default ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--steps", defaultValue = "20", description = "that are measured; default ${DEFAULT-VALUE}")
    private int steps;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            if (steps < 1 || batch < 2 || patients < 1) {
                throw new IllegalArgumentException(
                        "speed is measured over at least one step of at least two patients, and told for at least one");
            }
            BatchMemory.require("--batch", batch, 2);
            PrintStream out = System.out;
            for (String encoder : encoders) {
                double before = MatrixMultiplication.rate(ROUNDS);
                double views = viewsPerSecond(Architecture.named(encoder));
                double matrix = Math.max(before, MatrixMultiplication.rate(ROUNDS));
                report(out, encoder, views, matrix);
            }
            return null;
        });
    }

    private double viewsPerSecond(Architecture architecture) {
        Objective objective = new Objective(batch, 1, 0, .1, 64);
        int views = objective.viewsOfAPatient() * batch;
        float[] ecg = new float[views * NormalisedEcg.SIZE];
        float[] mask = new float[ecg.length];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ecg.length; i++) {
            ecg[i] = (float) random.nextGaussian();
            mask[i] = 1;
        }
        try (ContrastiveModel model = new ContrastiveModel(
                architecture, objective, .01, ContrastiveModel.initial(architecture, objective, 1))) {
            int number = 0;
            for (int i = 0; i < 3; i++) {
                model.step(ecg, mask, 1e-4, ++number);
            }
            long begin = System.nanoTime();
            for (int i = 0; i < steps; i++) {
                model.step(ecg, mask, 1e-4, ++number);
            }
            return GIGA * views * steps / (System.nanoTime() - begin);
        }
    }

    private void report(PrintStream out, String encoder, double views, double matrix) {
        double used = views * PASSES * Architecture.named(encoder).multiplications();
        out.printf(
                Locale.ROOT,
                "%s: %.0f views/s, %.1f billion multiplications a second, %.0f %% of the %.1f of large matrices; an epoch of %d"
                        + " patients, two views each, %.1f h%n",
                encoder,
                views,
                used / GIGA,
                100 * used / matrix,
                matrix / GIGA,
                patients,
                2 * patients / views / SECONDS_OF_AN_HOUR);
    }
}
