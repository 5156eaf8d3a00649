package org.einthoven.bench;

import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.SimulatedEcg;
import org.einthoven.ecg.simulator.Visit;
import org.jspecify.annotations.Nullable;

/**
 * How often PR, QT and the axis of P are far from the simulator's where sinus rhythm is so fast that P waves come upon T waves, and
 * how often slow flutter that conducts every second wave has a PR: ECGs of ten seconds with ordinary noise. The axis is compared
 * with that of the same patient at 60 a minute without noise.
 *
 * <p>Arguments: the first seed, how many. Seeds from 1,000 to 4,149 were developed on. Prints a row a rate.
 */
public final class FastPWavesOnSimulatedEcgs {
    private static final double[] SINUS = {65, 90, 110, 120, 130, 140, 150, 160};
    private static final double[] FLUTTER = {200, 210, 220, 230, 238, 240, 260, 280, 300};
    private static final double LONGER_PR = .08;
    private static final EcgSimulator SIMULATOR = new EcgSimulator(500, 10);
    private static final Visit NOISY = Visit.HEALTHY.with(Noise.ORDINARY);

    private final int first;
    private final int count;

    private FastPWavesOnSimulatedEcgs(int first, int count) {
        this.first = first;
        this.count = count;
    }

    public static void main(String[] arguments) {
        FastPWavesOnSimulatedEcgs run =
                new FastPWavesOnSimulatedEcgs(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("| sinus | PR | off > 20 ms | axis of P | off > 30° | QT | off > 40 ms | P merges with T |");
        for (double bpm : SINUS) {
            run.sinus("%.0f".formatted(bpm), i -> Rhythm.sinus(bpm));
            run.sinus("%.0f, PR 80 ms longer".formatted(bpm), i -> Rhythm.sinus(bpm)
                    .withPrDelay(LONGER_PR));
        }
        run.sinus("122 to 170", part -> Rhythm.sinus(122 + 48 * part));
        System.out.println("| flutter, 2:1 | PR | of |");
        for (double waves : FLUTTER) {
            run.flutter(waves);
        }
    }

    private static Patient patient(int seed) {
        return Patient.random(new SplittableRandom(seed));
    }

    private static Measurements measure(SimulatedEcg ecg) {
        return EcgAnalysis.of(ecg.recording()).measurements();
    }

    private void sinus(String name, DoubleFunction<Rhythm> rhythm) {
        Row row = new Row();
        for (int i = 0; i < count; i++) {
            int seed = first + i;
            SimulatedEcg ecg = SIMULATOR.record(patient(seed), NOISY.with(rhythm.apply((double) i / count)), seed);
            Visit quiet = Visit.HEALTHY.with(Rhythm.sinus(60));
            row.add(ecg, measure(ecg), measure(SIMULATOR.record(patient(seed), quiet, seed)));
        }
        System.out.printf("| %s | %s |%n", name, row);
    }

    private void flutter(double waves) {
        int pr = 0;
        for (int i = 0; i < count; i++) {
            int seed = first + i;
            Rhythm rhythm = Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, waves / 2).withFlutter(waves);
            Measurements measured = measure(SIMULATOR.record(patient(seed), NOISY.with(rhythm), seed));
            pr += measured.value(Measure.PR) == null ? 0 : 1;
        }
        System.out.printf("| %.0f | %d | %d |%n", waves, pr, count);
    }

    private static final class Row {
        private final int[] has = new int[3];
        private final int[] off = new int[3];
        private int merged;

        void add(SimulatedEcg ecg, Measurements measured, Measurements quiet) {
            add(0, measured.value(Measure.PR), median(ecg, Wave.Kind.P), 20);
            Double axis = measured.value(Measure.P_AXIS);
            Double usual = quiet.value(Measure.P_AXIS);
            if (axis != null && usual != null) {
                add(1, Math.IEEEremainder(axis - usual, 360), 0, 30);
            }
            add(2, measured.value(Measure.QT), median(ecg, Wave.Kind.T), 40);
            Measured pr = measured.values().get(Measure.PR);
            String reason = pr == null ? null : pr.reason();
            merged += reason != null && reason.contains("merges") ? 1 : 0;
        }

        private void add(int measure, @Nullable Double value, double truth, double most) {
            if (value != null) {
                has[measure]++;
                off[measure] += Math.abs(value - truth) > most ? 1 : 0;
            }
        }

        /** PR or QT. */
        private static double median(SimulatedEcg ecg, Wave.Kind other) {
            double[] all = ecg.beats().stream()
                    .mapToDouble(beat -> milliseconds(beat.wave(Wave.Kind.QRS), beat.wave(other)))
                    .filter(length -> !Double.isNaN(length))
                    .sorted()
                    .toArray();
            return all[all.length / 2];
        }

        private static double milliseconds(@Nullable Wave qrs, @Nullable Wave other) {
            if (qrs == null || other == null) {
                return Double.NaN;
            }
            return 1000 * (other.kind() == Wave.Kind.P ? qrs.onset() - other.onset() : other.offset() - qrs.onset());
        }

        @Override
        public String toString() {
            return "%d | %d | %d | %d | %d | %d | %d".formatted(has[0], off[0], has[1], off[1], has[2], off[2], merged);
        }
    }
}
