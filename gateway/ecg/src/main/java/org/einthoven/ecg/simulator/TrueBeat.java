package org.einthoven.ecg.simulator;

import java.util.Objects;
import java.util.function.Supplier;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/** One beat of a simulated ECG as it truly is; times in seconds from the first sample. */
public final class TrueBeat {
    private final Origin origin;
    private final WaveBounds p;
    private final WaveBounds qrs;
    private final Supplier<WaveBounds> searchT;
    private volatile @Nullable WaveBounds t;

    /** @param searchT gives the same each time */
    TrueBeat(Origin origin, WaveBounds p, WaveBounds qrs, Supplier<WaveBounds> searchT) {
        this.origin = Objects.requireNonNull(origin);
        this.p = Objects.requireNonNull(p);
        this.qrs = Objects.requireNonNull(qrs);
        this.searchT = Objects.requireNonNull(searchT);
    }

    public Origin origin() {
        return origin;
    }

    /** The wave over all leads; null where the beat has none, or none that passes 20 µV. */
    public @Nullable Wave wave(Wave.Kind kind) {
        return bounds(kind).all();
    }

    /** The wave in one of the twelve leads; null where it does not pass 20 µV there. */
    public @Nullable Wave wave(Wave.Kind kind, Lead lead) {
        return bounds(kind).byLead().get(lead);
    }

    boolean peaksWithin(double seconds) {
        Wave wave = qrs.all();
        return wave != null && wave.peak() >= 0 && wave.peak() < seconds;
    }

    private WaveBounds bounds(Wave.Kind kind) {
        return switch (kind) {
            case P -> p;
            case QRS -> qrs;
            case T -> t();
        };
    }

    private WaveBounds t() {
        WaveBounds known = t;
        if (known == null) {
            known = searchT.get();
            t = known;
        }
        return known;
    }
}
