package org.einthoven.ecg.simulator;

/**
 * A dipole in Frank's axes, in millivolts: x to the patient's left, y to the feet, z to the back.
 *
 * @see <a href="https://doi.org/10.1161/01.CIR.13.5.737">Frank, Circulation 1956;13:737</a>
 */
record Vector(double x, double y, double z) {
    Vector times(double factor) {
        return new Vector(factor * x, factor * y, factor * z);
    }

    Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    double dot(Vector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    /** Of length 1 in the same direction; there is none where the length is 0. */
    Vector direction() {
        return times(1 / length());
    }
}
