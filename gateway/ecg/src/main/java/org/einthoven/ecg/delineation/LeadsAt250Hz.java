package org.einthoven.ecg.delineation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.signal.Resampler;
import org.einthoven.ecg.signal.Strip;

/** The leads of a recording at 250 Hz, a stretch at a time, so that one of many hours needs little memory. */
final class LeadsAt250Hz {
    static final int RATE = Resampler.OUTPUT_RATE_HZ;

    private final Resampler resampler;
    private final List<Lead> leads = new ArrayList<>();
    private final List<Strip> strips = new ArrayList<>();
    private final long samples;

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
    }

    List<Lead> leads() {
        return leads;
    }

    /** Of each lead, at 250 Hz. */
    int samples() {
        return (int) samples;
    }

    /** Samples from … from + count - 1 of a lead; what was not recorded is bridged, and marked in the mask. */
    void read(int lead, int from, int count, float[] values, boolean[] valid) {
        resampler.resample(strips.get(lead), from, count, values, valid, 0);
    }
}
