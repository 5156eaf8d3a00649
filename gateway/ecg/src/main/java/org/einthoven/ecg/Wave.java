package org.einthoven.ecg;

import java.util.Objects;

/**
 * One wave of one beat, in seconds from the first sample of its recording. A wave that begins before the recording or ends
 * after it has a negative onset or an offset beyond the recording's duration.
 *
 * @param onset where it leaves the line before it
 * @param peak where it is furthest from that line; of a QRS complex its largest deflection
 * @param offset where it is back
 */
public record Wave(Kind kind, double onset, double peak, double offset) {
    public Wave {
        Objects.requireNonNull(kind);
        if (!(onset <= peak && peak <= offset) || !Double.isFinite(onset) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "a wave begins, peaks and ends in this order, not at " + onset + ", " + peak + ", " + offset);
        }
    }

    public double seconds() {
        return offset - onset;
    }

    /** The same wave so many seconds later. */
    public Wave later(double seconds) {
        return new Wave(kind, onset + seconds, peak + seconds, offset + seconds);
    }

    /** The waves that are looked for. */
    public enum Kind {
        P,
        QRS,
        T
    }
}
