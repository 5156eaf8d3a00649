package org.einthoven.ecg.signal;

import java.util.Objects;

/**
 * One lead's samples.
 *
 * @param millivolts NaN where none was recorded; not copied
 * @param complete whether none is missing, which spares looking for gaps in what is usual
 */
public record Strip(double[] millivolts, boolean complete) {
    public Strip {
        Objects.requireNonNull(millivolts);
    }
}
