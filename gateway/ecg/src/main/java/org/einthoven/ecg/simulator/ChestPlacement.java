package org.einthoven.ecg.simulator;

/**
 * Where the row of chest electrodes sticks, as angles seen from the heart: 10 to 12 degrees are about an intercostal space.
 *
 * @param leftDegrees how far to the patient's left of where they belong, up to 60
 * @param upDegrees how far above, up to 60
 */
public record ChestPlacement(double leftDegrees, double upDegrees) {
    private static final double MOST_DEGREES = 60;

    /** As taught. */
    public static final ChestPlacement CORRECT = new ChestPlacement(0, 0);

    public ChestPlacement {
        if (!(Math.abs(leftDegrees) <= MOST_DEGREES && Math.abs(upDegrees) <= MOST_DEGREES)) {
            throw new IllegalArgumentException(
                    "electrodes are displaced by at most 60 degrees, not by " + leftDegrees + " and " + upDegrees);
        }
    }

    /** The lead vector of an electrode so displaced. */
    Vector of(Electrode electrode) {
        Vector lead = electrode.lead();
        return electrode.isOnChest() && !equals(CORRECT) ? raised(aside(lead)) : lead;
    }

    /** From the front, -z, to the left, x. */
    private Vector aside(Vector v) {
        double angle = Math.toRadians(leftDegrees);
        return new Vector(
                v.x() * Math.cos(angle) - v.z() * Math.sin(angle),
                v.y(),
                v.z() * Math.cos(angle) + v.x() * Math.sin(angle));
    }

    /** Towards the head, -y, in the upright plane in which it lies. */
    private Vector raised(Vector v) {
        double angle = Math.toRadians(upDegrees);
        double level = Math.hypot(v.x(), v.z());
        double turned = level * Math.cos(angle) + v.y() * Math.sin(angle);
        return new Vector(
                v.x() / level * turned, v.y() * Math.cos(angle) - level * Math.sin(angle), v.z() / level * turned);
    }
}
