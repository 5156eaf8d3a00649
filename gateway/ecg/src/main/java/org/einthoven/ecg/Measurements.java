package org.einthoven.ecg;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of an ECG.
 *
 * @param values for each measure that was tried its number or why it has none, in their order; a measure that was not tried is
 *     not there
 * @param vendor what the recorder itself measured, as far as it says
 * @param leads amplitudes of the leads that could be read; none where no beat could be
 */
public record Measurements(
        Map<Measure, Measured> values, Map<Measure, Double> vendor, Map<Lead, LeadMeasurements> leads) {
    public static final Measurements NONE = new Measurements(Map.of(), Map.of(), Map.of());

    public Measurements {
        values = ordered(values);
        vendor = ordered(vendor);
        leads = Collections.unmodifiableMap(new LinkedHashMap<>(leads));
    }

    private static <V> Map<Measure, V> ordered(Map<Measure, V> values) {
        Map<Measure, V> ordered = new EnumMap<>(Measure.class);
        ordered.putAll(values);
        return Collections.unmodifiableMap(ordered);
    }

    /** The number, or null where there is none. */
    public @Nullable Double value(Measure measure) {
        Measured measured = values.get(measure);
        return measured == null ? null : measured.value();
    }

    /** The number as it is shown: whole milliseconds, degrees and beats. */
    public @Nullable Integer rounded(Measure measure) {
        Double value = value(measure);
        return value == null ? null : (int) Math.round(value);
    }
}
