package org.einthoven.ecg.simulator;

import java.util.random.RandomGenerator;

/** Turns the heart in the chest: three angles in radians about the axes x, y and z, in this order. */
record Rotation(double aboutX, double aboutY, double aboutZ) {
    static final Rotation NONE = new Rotation(0, 0, 0);

    /** Each angle normally distributed with this standard deviation in degrees. */
    static Rotation random(double degrees, RandomGenerator random) {
        double sd = Math.toRadians(degrees);
        return new Rotation(random.nextGaussian(0, sd), random.nextGaussian(0, sd), random.nextGaussian(0, sd));
    }

    Vector of(Vector v) {
        Vector onceTurned = turned(v.x(), v.y(), v.z(), aboutX);
        Vector twiceTurned = turned(onceTurned.y(), onceTurned.z(), onceTurned.x(), aboutY);
        Vector turned = turned(twiceTurned.y(), twiceTurned.z(), twiceTurned.x(), aboutZ);
        return new Vector(turned.y(), turned.z(), turned.x());
    }

    /** The first component is the axis; so the next call turns about the axis that was second. */
    private static Vector turned(double axis, double second, double third, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Vector(axis, cos * second - sin * third, sin * second + cos * third);
    }
}
