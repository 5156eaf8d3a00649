package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * Section 7: what the recorder measured of all leads together.
 *
 * <p>It states where waves begin and end, in milliseconds from the start of the beat; durations and intervals are the differences
 * of those. Blocks beyond the first are other beats'; the rates and QTc at the end came with version 1.3.
 */
final class GlobalMeasurements {
    private static final int BAZETT = 1;
    private static final int HODGES = 2;

    private final ScpBytes bytes;
    private final List<VendorAnnotation> annotations = new ArrayList<>();

    private GlobalMeasurements(ScpBytes bytes) {
        this.bytes = bytes;
    }

    static List<VendorAnnotation> of(ScpSection section) throws EcgDecodingException {
        GlobalMeasurements measurements = new GlobalMeasurements(section.bytes());
        measurements.read();
        return measurements.annotations;
    }

    private void read() throws EcgDecodingException {
        int blocks = bytes.unsigned8();
        int spikes = bytes.unsigned8();
        addPositive("RR Interval", ScpValues.interval(bytes), "ms");
        addPositive("PP Interval", ScpValues.interval(bytes), "ms");
        for (int block = 0; block < blocks; block++) {
            readBeat(block);
        }
        readSpikes(spikes);
        if (bytes.remaining() >= 2) {
            bytes.take(Math.min(bytes.unsigned16(), bytes.remaining()));
        }
        if (bytes.remaining() >= 7) {
            readRates();
        }
    }

    private void readBeat(int block) throws EcgDecodingException {
        String of = block == 0 ? "" : " (beat " + block + ")";
        OptionalInt onsetP = ScpValues.interval(bytes);
        OptionalInt endP = ScpValues.interval(bytes);
        OptionalInt onsetQrs = ScpValues.interval(bytes);
        OptionalInt endQrs = ScpValues.interval(bytes);
        OptionalInt endT = ScpValues.interval(bytes);
        add("P Onset" + of, onsetP, "ms");
        add("P Offset" + of, endP, "ms");
        add("QRS Onset" + of, onsetQrs, "ms");
        add("QRS Offset" + of, endQrs, "ms");
        add("T Offset" + of, endT, "ms");
        OptionalInt durationP = ScpValues.difference(onsetP, endP);
        addPositive("P Duration" + of, durationP, "ms");
        // Where P has no duration there is none, and its onset means nothing.
        addPositive(
                "PR Interval" + of,
                durationP.isPresent() ? ScpValues.difference(onsetP, onsetQrs) : OptionalInt.empty(),
                "ms");
        addPositive("QRS Duration" + of, ScpValues.difference(onsetQrs, endQrs), "ms");
        addPositive("QT Interval" + of, ScpValues.difference(onsetQrs, endT), "ms");
        add("P Axis" + of, ScpValues.axis(bytes), "deg");
        add("QRS Axis" + of, ScpValues.axis(bytes), "deg");
        add("T Axis" + of, ScpValues.axis(bytes), "deg");
    }

    /** All positions and amplitudes come first, then type, source, QRS complex and pulse width of each. */
    private void readSpikes(int count) throws EcgDecodingException {
        for (int spike = 1; spike <= count; spike++) {
            add("Pacemaker Spike " + spike, OptionalInt.of(bytes.unsigned16()), "ms");
            add("Pacemaker Spike " + spike + " Amplitude", ScpValues.amplitude(bytes), "uV");
        }
        for (int spike = 1; spike <= count && bytes.remaining() >= 6; spike++) {
            bytes.take(4);
            addPositive("Pacemaker Spike " + spike + " Pulse Width", ScpValues.interval(bytes), "us");
        }
    }

    private void readRates() throws EcgDecodingException {
        addPositive("Ventricular Rate", ScpValues.interval(bytes), "/min");
        addPositive("Atrial Rate", ScpValues.interval(bytes), "/min");
        OptionalInt qtc = ScpValues.interval(bytes);
        int formula = bytes.unsigned8();
        String name = formula == BAZETT ? "QTc (Bazett)" : formula == HODGES ? "QTc (Hodges)" : "QTc";
        addPositive(name, qtc, "ms");
    }

    private void addPositive(String name, OptionalInt value, String unit) {
        if (value.orElse(0) > 0) {
            add(name, value, unit);
        }
    }

    private void add(String name, OptionalInt value, @Nullable String unit) {
        if (value.isPresent()) {
            annotations.add(new VendorAnnotation(null, name, (double) value.getAsInt(), unit));
        }
    }
}
