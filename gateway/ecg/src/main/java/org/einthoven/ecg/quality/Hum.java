package org.einthoven.ecg.quality;

/**
 * Correlation with one frequency, block by block. What comes from the powerline turns from block to block by the same angle;
 * muscles and QRS complexes, which hold that frequency as well, do not.
 */
final class Hum {
    /** Behind this part of the sampling rate a tone cannot be told from its alias. */
    private static final double HIGHEST_PART_OF_RATE = .45;
    /** How much of a pair of following blocks turns alike: noise of 50 blocks has .14. */
    private static final double NARROW = .65;

    private final double hertz;
    private final double[] cosine;
    private final double[] sine;
    private final double[] real;
    private final double[] imaginary;
    private final double[] sizes;
    private int count;

    /**
     * @param block samples in a block
     * @param blocks the most that come
     */
    Hum(double hertz, double samplingRateHz, int block, int blocks) {
        this.hertz = hertz;
        this.cosine = new double[block];
        this.sine = new double[block];
        this.real = new double[blocks + 1];
        this.imaginary = new double[blocks + 1];
        this.sizes = new double[blocks];
        boolean seen = hertz < HIGHEST_PART_OF_RATE * samplingRateHz;
        for (int i = 0; i < block && seen; i++) {
            // Hann's window keeps what is slow out; with it a tone of amplitude 1 gives 1.
            double weight = 2 * (1 - Math.cos(2 * Math.PI * (i + .5) / block)) / block;
            cosine[i] = weight * Math.cos(2 * Math.PI * hertz * i / samplingRateHz);
            sine[i] = weight * Math.sin(2 * Math.PI * hertz * i / samplingRateHz);
        }
    }

    double hertz() {
        return hertz;
    }

    double[] cosine() {
        return cosine;
    }

    double[] sine() {
        return sine;
    }

    void begin() {
        count = 0;
        real[0] = 0;
        imaginary[0] = 0;
    }

    /** Adds to the block that is being read. */
    void add(double cosineSum, double sineSum) {
        real[count] += cosineSum;
        imaginary[count] += sineSum;
    }

    void drop() {
        real[count] = 0;
        imaginary[count] = 0;
    }

    /** The block is read. */
    void keep() {
        sizes[count] = Math.hypot(real[count], imaginary[count]);
        count++;
        drop();
    }

    /** The amplitude in mV that half of the blocks exceed; 0 where it is no narrow tone. */
    double amplitude() {
        return count > 1 && coherence() >= NARROW ? Quantile.of(sizes, count, .5) : 0;
    }

    /** 0 to 1: how alike the phase turns from each block to the next. */
    double coherence() {
        double x = 0;
        double y = 0;
        for (int k = 1; k < count; k++) {
            double size = Math.max(
                    Double.MIN_NORMAL, Math.hypot(real[k], imaginary[k]) * Math.hypot(real[k - 1], imaginary[k - 1]));
            x += (real[k] * real[k - 1] + imaginary[k] * imaginary[k - 1]) / size;
            y += (imaginary[k] * real[k - 1] - real[k] * imaginary[k - 1]) / size;
        }
        return Math.hypot(x, y) / Math.max(1, count - 1);
    }
}
