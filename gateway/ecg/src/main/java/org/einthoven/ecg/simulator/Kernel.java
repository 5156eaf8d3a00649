package org.einthoven.ecg.simulator;

/**
 * A part of a wave: a dipole of one direction that comes and goes as a Gaussian.
 *
 * @param dipole at its height, mV
 * @param centre seconds after the beat's fiducial point, the middle of its QRS complex
 * @param width standard deviation in seconds
 */
record Kernel(Vector dipole, double centre, double width) {
    /** Beyond so many standard deviations it is less than a microvolt of ten millivolts. */
    static final double REACH = 5;

    Kernel {
        if (!(width > 0)) {
            throw new IllegalArgumentException("a kernel has a width, not " + width);
        }
    }

    double begin() {
        return centre - REACH * width;
    }

    double end() {
        return centre + REACH * width;
    }

    /** Which part of the dipole there is, 0 to 1. */
    double at(double seconds) {
        double z = (seconds - centre) / width;
        return Math.exp(-z * z / 2);
    }

    Kernel turned(Rotation rotation) {
        return new Kernel(rotation.of(dipole), centre, width);
    }

    Kernel times(double gain) {
        return new Kernel(dipole.times(gain), centre, width);
    }

    Kernel later(double seconds) {
        return new Kernel(dipole, centre + seconds, width);
    }

    /** Slower by a factor, about a moment that stays. */
    Kernel stretched(double factor, double about) {
        return new Kernel(dipole, about + factor * (centre - about), factor * width);
    }
}
