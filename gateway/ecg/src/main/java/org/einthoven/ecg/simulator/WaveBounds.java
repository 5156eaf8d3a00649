package org.einthoven.ecg.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * Where a wave, taken by itself, begins, peaks and ends: it is there while it passes 20 µV. The wave of all leads begins
 * with the first and ends with the last of them, and peaks where the sum of their squares does.
 *
 * @param all null where no lead passes 20 µV
 * @param byLead of the leads that do
 */
record WaveBounds(@Nullable Wave all, Map<Lead, Wave> byLead) {
    static final double THRESHOLD_MV = .020;
    private static final double STEP_SECONDS = .0005;

    WaveBounds {
        byLead = Collections.unmodifiableMap(new LinkedHashMap<>(byLead));
    }

    /** Seconds from the beat's fiducial point. */
    static WaveBounds of(Wave.Kind kind, List<Kernel> kernels, ChestPlacement placement, List<ElectrodeFault> faults) {
        if (kernels.isEmpty()) {
            return new WaveBounds(null, Map.of());
        }
        double begin = kernels.stream().mapToDouble(Kernel::begin).min().orElseThrow();
        double end = kernels.stream().mapToDouble(Kernel::end).max().orElseThrow();
        Dipole dipole = new Dipole(1 / STEP_SECONDS, (int) Math.ceil((end - begin) / STEP_SECONDS) + 1);
        dipole.add(kernels, -begin);
        double[][] potentials = dipole.potentials(placement);
        faults.forEach(fault -> fault.exchange(potentials));
        return of(kind, LeadFormation.leads(potentials), begin);
    }

    private static WaveBounds of(Wave.Kind kind, double[][] leads, double begin) {
        Map<Lead, Wave> byLead = new LinkedHashMap<>();
        double onset = Double.POSITIVE_INFINITY;
        double offset = Double.NEGATIVE_INFINITY;
        double[] squares = new double[leads[0].length];
        for (Lead lead : Lead.STANDARD) {
            double[] values = leads[lead.standardIndex()];
            for (int i = 0; i < values.length; i++) {
                squares[i] += values[i] * values[i];
            }
            Wave wave = of(kind, values, begin);
            if (wave != null) {
                byLead.put(lead, wave);
                onset = Math.min(onset, wave.onset());
                offset = Math.max(offset, wave.offset());
            }
        }
        Wave all = byLead.isEmpty() ? null : new Wave(kind, onset, begin + highest(squares) * STEP_SECONDS, offset);
        return new WaveBounds(all, byLead);
    }

    private static @Nullable Wave of(Wave.Kind kind, double[] values, double begin) {
        int first = 0;
        int last = values.length - 1;
        while (first < values.length && Math.abs(values[first]) < THRESHOLD_MV) {
            first++;
        }
        while (last > first && Math.abs(values[last]) < THRESHOLD_MV) {
            last--;
        }
        return first == values.length
                ? null
                : new Wave(
                        kind,
                        begin + first * STEP_SECONDS,
                        begin + highest(values) * STEP_SECONDS,
                        begin + last * STEP_SECONDS);
    }

    private static int highest(double[] values) {
        int highest = 0;
        for (int i = 1; i < values.length; i++) {
            highest = Math.abs(values[i]) > Math.abs(values[highest]) ? i : highest;
        }
        return highest;
    }

    WaveBounds later(double seconds) {
        return each(wave -> wave.later(seconds));
    }

    /** Repolarisation begins while the ventricles are still being excited; a T wave is read from their end on. */
    WaveBounds notBefore(double seconds) {
        return each(wave -> {
            double onset = Math.max(wave.onset(), seconds);
            double peak = Math.max(wave.peak(), onset);
            return new Wave(wave.kind(), onset, peak, Math.max(wave.offset(), peak));
        });
    }

    private WaveBounds each(UnaryOperator<Wave> change) {
        Map<Lead, Wave> changed = new LinkedHashMap<>();
        byLead.forEach((lead, wave) -> changed.put(lead, change.apply(wave)));
        return new WaveBounds(all == null ? null : change.apply(all), changed);
    }
}
