package org.einthoven.ecg.measurement;

import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * The direction of a wave in the frontal plane, from its net areas in leads I and II: x = I, y = (2 II - I) / √3. Where one of
 * them was not recorded it follows from the other and III.
 */
final class FrontalAxis {
    /** A wave whose mean in the plane is smaller has no direction that could be told from noise. */
    private static final double LEAST_MEAN_MV = .008;

    private final MedianBeat beat;

    FrontalAxis(MedianBeat beat) {
        this.beat = beat;
    }

    /**
     * @param name of the wave, for the reason why there is no axis
     * @param inMostBeats whether most beats have it, so that it lies beyond the median beat where that has none
     */
    Measured of(@Nullable Wave wave, String name, boolean inMostBeats) {
        if (wave == null) {
            return Measured.absent(
                    inMostBeats
                            ? "the " + name + " lies too far from the QRS complex"
                            : "no " + name + " in most beats");
        }
        double one = mean(Lead.I, wave);
        double two = mean(Lead.II, wave);
        double three = mean(Lead.III, wave);
        one = Double.isNaN(one) ? two - three : one;
        two = Double.isNaN(two) ? one + three : two;
        if (Double.isNaN(one) || Double.isNaN(two)) {
            return Measured.absent("needs two of the leads I, II and III");
        }
        double y = (2 * two - one) / Math.sqrt(3);
        if (Math.hypot(one, y) < LEAST_MEAN_MV) {
            return Measured.absent("no direction of the " + name + " in the frontal plane");
        }
        return Measured.of(Math.toDegrees(Math.atan2(y, one)));
    }

    private double mean(Lead lead, Wave wave) {
        LeadBeat values = LeadBeat.of(beat, lead);
        return values == null ? Double.NaN : values.mean(wave);
    }
}
