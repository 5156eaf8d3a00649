package org.einthoven.ecg.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/** One beat of a simulated ECG as it truly is; times in seconds from the first sample. */
public final class TrueBeat {
    private final Origin origin;
    private final Map<Wave.Kind, WaveBounds> waves;

    TrueBeat(Origin origin, Map<Wave.Kind, WaveBounds> waves) {
        this.origin = Objects.requireNonNull(origin);
        this.waves = new EnumMap<>(waves);
    }

    public Origin origin() {
        return origin;
    }

    /** The wave over all leads; null where the beat has none, or none that passes 20 µV. */
    public @Nullable Wave wave(Wave.Kind kind) {
        WaveBounds bounds = waves.get(kind);
        return bounds == null ? null : bounds.all();
    }

    /** The wave in one of the twelve leads; null where it does not pass 20 µV there. */
    public @Nullable Wave wave(Wave.Kind kind, Lead lead) {
        WaveBounds bounds = waves.get(kind);
        return bounds == null ? null : bounds.byLead().get(lead);
    }
}
