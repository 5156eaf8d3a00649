package org.einthoven.bench;

import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Infarction;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Ventricles;
import org.einthoven.ecg.simulator.Visit;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of P waves where flutter conducts every second or third wave, and what that costs fast sinus rhythms: ECGs of
 * ten seconds with ordinary noise.
 *
 * <p>Arguments: the first seed, how many. Seeds from 0 to 599 were developed on, those from 10,000 to 10,299 looked at. Prints a
 * row a rhythm.
 */
public final class FlutterOnSimulatedEcgs {
    private static final Visit NOISY = Visit.HEALTHY.with(Noise.ORDINARY);

    private final int first;
    private final int count;

    private FlutterOnSimulatedEcgs(int first, int count) {
        this.first = first;
        this.count = count;
    }

    public static void main(String[] arguments) {
        FlutterOnSimulatedEcgs run =
                new FlutterOnSimulatedEcgs(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("| | ECGs | with PR | atrial rate | P, PR not measured as flutter cannot be excluded |");
        run.row("flutter, 2:1", 150, 150, bpm -> NOISY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, bpm)));
        run.row("flutter, 3:1", 100, 100, bpm -> NOISY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, bpm)));
        run.row("flutter, 4:1", 60, 60, bpm -> NOISY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, bpm)));
        run.row("sinus, 60 to 118", 60, 118, bpm -> NOISY.with(Rhythm.sinus(bpm)));
        run.row("sinus, 122 to 170", 122, 170, bpm -> NOISY.with(Rhythm.sinus(bpm)));
        run.row(
                "PR 80 ms longer, 80 to 118",
                80,
                118,
                bpm -> NOISY.with(Rhythm.sinus(bpm).withPrDelay(.08)));
        run.row(
                "PR 80 ms longer, 122 to 140",
                122,
                140,
                bpm -> NOISY.with(Rhythm.sinus(bpm).withPrDelay(.08)));
        run.row("left bundle branch block, 122 to 170", 122, 170, bpm -> NOISY.with(Ventricles.LEFT_BUNDLE_BRANCH_BLOCK)
                .with(Rhythm.sinus(bpm)));
        run.row("inferior infarction, 122 to 170", 122, 170, bpm -> NOISY.with(
                        new Infarction(Infarction.Territory.INFERIOR, Infarction.Stage.EVOLVING, 1))
                .with(Rhythm.sinus(bpm)));
        run.row(
                "premature beats, 122 to 170",
                122,
                170,
                bpm -> NOISY.with(Rhythm.sinus(bpm).withPremature(.1, .1)));
    }

    private void row(String name, double slowest, double fastest, DoubleFunction<Visit> visit) {
        int pr = 0;
        int rate = 0;
        int undecided = 0;
        for (int i = 0; i < count; i++) {
            double bpm = slowest + (fastest - slowest) * i / count;
            Measurements measured = measure(first + i, visit.apply(bpm));
            pr += measured.value(Measure.PR) == null ? 0 : 1;
            rate += measured.value(Measure.ATRIAL_RATE) == null ? 0 : 1;
            undecided += isUndecided(measured.values().get(Measure.PR)) ? 1 : 0;
        }
        System.out.printf("| %s | %d | %d | %d | %d |%n", name, count, pr, rate, undecided);
    }

    private static Measurements measure(int seed, Visit visit) {
        Patient patient = Patient.random(new SplittableRandom(seed));
        return EcgAnalysis.of(
                        new EcgSimulator(500, 10).record(patient, visit, seed).recording())
                .measurements();
    }

    private static boolean isUndecided(@Nullable Measured pr) {
        String reason = pr == null ? null : pr.reason();
        return reason != null && reason.contains("cannot be excluded");
    }
}
