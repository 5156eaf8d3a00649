package org.einthoven.ecg.simulator;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * Who a simulated ECG is of: the heart's waves and how it lies in the chest. It stays from visit to visit.
 *
 * @param heart at rest, of a rate of 60
 */
public final class Patient {
    private static final double ROTATION_DEGREES = 15;
    private static final double LOG_GAIN = .2;
    private static final double WIDEST = .15;
    private static final double LOG_KERNEL_GAIN = .15;
    private static final double PR_SECONDS = .015;

    private final Heart heart;

    private Patient(Heart heart) {
        this.heart = Objects.requireNonNull(heart);
    }

    /** The heart of the figures, lying as in the figures. */
    public static Patient average() {
        return new Patient(Heart.healthy());
    }

    /** Someone: waves of other sizes and widths, another axis, another PR interval; the same for the same randomness. */
    public static Patient random(RandomGenerator random) {
        double pWidth = width(random);
        double qrsWidth = width(random);
        double tWidth = width(random);
        double pr = random.nextGaussian(0, PR_SECONDS);
        Heart shaped = Heart.healthy()
                .withP(kernel -> varied(kernel, random).stretched(pWidth, -.16).later(-pr))
                .withQrs(kernel -> varied(kernel, random).stretched(qrsWidth, 0))
                .withT(kernel -> varied(kernel, random).stretched(tWidth, 0));
        return new Patient(
                shaped.turned(Rotation.random(ROTATION_DEGREES, random)).times(gain(LOG_GAIN, random)));
    }

    private static double width(RandomGenerator random) {
        return random.nextDouble(1 - WIDEST, 1 + WIDEST);
    }

    private static Kernel varied(Kernel kernel, RandomGenerator random) {
        return kernel.times(gain(LOG_KERNEL_GAIN, random));
    }

    static double gain(double logStandardDeviation, RandomGenerator random) {
        return Math.exp(random.nextGaussian(0, logStandardDeviation));
    }

    /**
     * From the P wave's onset to that of the QRS complex at rest, in seconds, of this heart so conducted and so damaged; a visit's
     * own is that to a few milliseconds. 0 where no lead shows one of them.
     */
    public double prSeconds(Ventricles ventricles, @Nullable Infarction infarction) {
        Heart damaged = Excitation.in(heart, ventricles, infarction);
        Wave p = wave(damaged, Wave.Kind.P);
        Wave qrs = wave(damaged, Wave.Kind.QRS);
        return p == null || qrs == null ? 0 : qrs.onset() - p.onset();
    }

    private static @Nullable Wave wave(Heart heart, Wave.Kind kind) {
        return WaveBounds.of(kind, heart.kernels(kind), ChestPlacement.CORRECT, List.of())
                .all();
    }

    Heart heart() {
        return heart;
    }
}
