package org.einthoven.ecg.delineation;

import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * One beat of all leads together: a wave begins with the first lead that shows it and ends with the last.
 *
 * @param seconds from the first sample to the QRS complex, as the detector found it: within 100 ms of its largest deflection
 * @param p null where none was found: the atria fibrillate, or it lies in another wave or begins on one
 * @param qrs null where its bounds cannot be told, as at the ends of a recording
 * @param t null where none was found, or its QRS complex has no bounds
 */
public record Beat(
        double seconds,
        @Nullable Wave p,
        @Nullable Wave qrs,
        @Nullable Wave t) {}
