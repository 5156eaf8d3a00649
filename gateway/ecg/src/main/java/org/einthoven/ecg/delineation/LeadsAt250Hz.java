package org.einthoven.ecg.delineation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.signal.Resampler;
import org.einthoven.ecg.signal.Strip;
import org.jspecify.annotations.Nullable;

/** The leads of a recording at 250 Hz, a stretch at a time, so that one of many hours needs little memory. */
final class LeadsAt250Hz {
    static final int RATE = Resampler.OUTPUT_RATE_HZ;
    private static final int KEPT_SECONDS = 60;

    private final Resampler resampler;
    private final List<Lead> leads = new ArrayList<>();
    private final List<Strip> strips = new ArrayList<>();
    private final long samples;
    /** Lead × sample of a short recording, which is read several times; null of a long one. */
    private final float @Nullable [][] values;

    private final boolean @Nullable [][] valid;

    LeadsAt250Hz(EcgRecording recording) {
        this.resampler = new Resampler(recording.samplingRateHz());
        for (Map.Entry<Lead, SampledSignal> entry : recording.leads().entrySet()) {
            SampledSignal signal = entry.getValue();
            int valid = signal.validCount();
            if (valid > 0) {
                leads.add(entry.getKey());
                strips.add(new Strip(signal.millivolts(), valid == signal.length()));
            }
        }
        this.samples = resampler.outputs(recording.length());
        boolean kept = samples <= KEPT_SECONDS * RATE;
        this.values = kept ? new float[leads.size()][(int) samples] : null;
        this.valid = kept ? new boolean[leads.size()][(int) samples] : null;
        for (int lead = 0; values != null && valid != null && lead < values.length; lead++) {
            resampler.resample(strips.get(lead), 0, (int) samples, values[lead], valid[lead], 0);
        }
    }

    List<Lead> leads() {
        return leads;
    }

    /** Of each lead, at 250 Hz. */
    int samples() {
        return (int) samples;
    }

    /** Samples from … from + count - 1 of a lead; what was not recorded is bridged, and marked in the mask. */
    void read(int lead, int from, int count, float[] into, boolean[] mask) {
        if (values == null || valid == null) {
            resampler.resample(strips.get(lead), from, count, into, mask, 0);
        } else {
            System.arraycopy(values[lead], from, into, 0, count);
            System.arraycopy(valid[lead], from, mask, 0, count);
        }
    }
}
