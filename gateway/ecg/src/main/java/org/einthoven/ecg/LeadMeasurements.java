package org.einthoven.ecg;

import org.jspecify.annotations.Nullable;

/**
 * One lead's amplitudes in mV against the line just before the QRS complex, on the median of the beats of the prevailing shape.
 *
 * @param p of the P wave against the line between its ends; negative where it points downwards; null where there is none
 * @param r the highest of the QRS complex, 0 where nothing of it points upwards
 * @param s the lowest of it, 0 or negative
 * @param st 60 ms behind the end of the QRS complex
 * @param t where the T wave is furthest from the line; null where there is none
 */
public record LeadMeasurements(
        @Nullable Double p,
        double r,
        double s,
        @Nullable Double st,
        @Nullable Double t) {}
