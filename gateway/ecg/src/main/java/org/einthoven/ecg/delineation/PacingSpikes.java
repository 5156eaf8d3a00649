package org.einthoven.ecg.delineation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;

/**
 * The spikes of a pacemaker. A spike is higher than 0.15 mV, comes out of 40 ms of quiet, is back within 6 ms on both sides, and
 * there it stays: a narrow R wave, as of children, rises and falls as steeply, but lies on the flanks of its QRS complex and goes
 * on falling. It shows in a quarter of the leads at once, and in two where there are two. Recorders that filter spikes away, or
 * sample fewer than {@link #LEAST_RATE_HZ} times a second, hide them. A single one in a recording is taken for an artefact.
 */
public final class PacingSpikes {
    /** Below it 6 ms are hardly two samples, and a spike is not told from a child's R wave. */
    public static final double LEAST_RATE_HZ = 360;

    private static final double SIDE_SECONDS = .006;
    private static final double QUIET_SECONDS = .04;
    private static final double LEAST_MV = .15;
    private static final double QUIET_PART = .3;
    /** Of its height the most by which the line behind a spike differs from the one before it: it may sit on a QRS complex. */
    private static final double STEP_PART = .5;
    /** Of its height the most that it goes on falling, as its discharge or an R wave does. */
    private static final double FALL_PART = .2;

    private static final int LEAST_COUNT = 2;
    private static final int LEADS_PART = 4;

    private final double rate;
    private final int side;
    private final int quiet;
    private int[] found = new int[16];
    private int count;

    private PacingSpikes(double rate) {
        this.rate = rate;
        this.side = Math.max(1, (int) Math.round(SIDE_SECONDS * rate));
        this.quiet = (int) Math.round(QUIET_SECONDS * rate);
    }

    /** In seconds from the first sample, in order. */
    public static List<Double> of(EcgRecording recording) {
        if (recording.samplingRateHz() < LEAST_RATE_HZ) {
            return List.of();
        }
        PacingSpikes spikes = new PacingSpikes(recording.samplingRateHz());
        recording.leads().values().forEach(signal -> spikes.collect(signal.millivolts()));
        int leads = recording.leads().size();
        return spikes.together(Math.max(Math.min(2, leads), leads / LEADS_PART));
    }

    /** The recording with straight lines in place of the spikes: they are no part of the heart's own signal. */
    public static EcgRecording without(EcgRecording recording, List<Double> spikes) {
        if (spikes.isEmpty()) {
            return recording;
        }
        PacingSpikes widths = new PacingSpikes(recording.samplingRateHz());
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        recording.leads().forEach((lead, signal) -> leads.put(lead, widths.bridged(signal, spikes)));
        return recording.withLeads(leads);
    }

    private void collect(double[] values) {
        for (int i = quiet; i < values.length - 2 * side; i++) {
            double rise = values[i] - values[i - side];
            double fall = values[i] - values[i + side];
            double height = rise * fall > 0 ? Math.min(Math.abs(rise), Math.abs(fall)) : 0;
            if (height > LEAST_MV
                    && isOver(values, i, height)
                    && isQuiet(values, i - quiet, i - side, QUIET_PART * height)) {
                add(i);
                i += quiet;
            }
        }
    }

    private boolean isOver(double[] values, int spike, double height) {
        double after = values[spike + side];
        return Math.abs(after - values[spike - side]) <= STEP_PART * height
                && Math.abs(values[spike + 2 * side] - after) <= FALL_PART * height;
    }

    private static boolean isQuiet(double[] values, int from, int to, double limit) {
        for (int i = from; i < to; i++) {
            if (!(Math.abs(values[i] - values[to]) <= limit)) {
                return false;
            }
        }
        return true;
    }

    private void add(int sample) {
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = sample;
    }

    /** Where so many leads have one within the width of a spike. */
    private List<Double> together(int needed) {
        Arrays.sort(found, 0, count);
        double[] seconds = new double[count];
        int n = 0;
        int free = Integer.MIN_VALUE;
        for (int i = 0; i + needed <= count; i++) {
            if (found[i] >= free && found[i + needed - 1] - found[i] <= side) {
                seconds[n++] = found[i] / rate;
                free = found[i] + quiet;
            }
        }
        return n < LEAST_COUNT
                ? List.of()
                : Arrays.stream(seconds, 0, n).boxed().toList();
    }

    private SampledSignal bridged(SampledSignal signal, List<Double> spikes) {
        double[] values = signal.millivolts().clone();
        for (double spike : spikes) {
            int middle = (int) Math.round(spike * rate);
            // A spike that swings both ways is found at its last peak.
            int from = Math.max(0, middle - 2 * side);
            int to = Math.min(values.length - 1, middle + 2 * side);
            double first = values[from];
            double step = (values[to] - first) / Math.max(1, to - from);
            for (int i = from; i < to; i++) {
                values[i] = first + step * (i - from);
            }
        }
        return new SampledSignal(signal.samplingRateHz(), values);
    }
}
