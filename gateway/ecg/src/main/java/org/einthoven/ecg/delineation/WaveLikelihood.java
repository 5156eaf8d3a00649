package org.einthoven.ecg.delineation;

import java.util.Arrays;

/**
 * How likely three pictures of the atria make a mean cycle, as Gaussian processes. In each the ventricles draw whatever is smooth
 * (36 ms and slower), and the atria add what is finer (14 ms, a quarter of that in power): one wave in the cycle's last half, so
 * many equal waves that fill the cycle, or anything. The size of a component does not matter, as the likelihood is that of the
 * best one.
 *
 * <p>Keeps its buffers: for one thread.
 *
 * @see <a href="https://gaussianprocess.org/gpml/">Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006</a>
 */
final class WaveLikelihood {
    /** Any line that the leads lie on. */
    private static final double CONSTANT = 100;

    private static final double SLOW = 4;
    private static final double SLOW_SAMPLES = .24 * Block.RATE;
    private static final double VENTRICLES = 1;
    private static final double VENTRICLES_SAMPLES = .036 * Block.RATE;
    private static final double ATRIA = .25;
    private static final double ATRIA_SAMPLES = .014 * Block.RATE;
    private static final double NOISE = .01;
    /** How softly the last half begins, as a part of it. */
    private static final double SOFT = .08;
    /** What is left of a component that the leads do not have, beside their largest. */
    private static final double ROUNDING = 1e-18;

    private final MeanCycle cycle;
    private final double[] smooth = new double[MeanCycle.MOST_POINTS];
    private final double[] fine = new double[MeanCycle.MOST_POINTS];
    private final double[] gate = new double[MeanCycle.MOST_POINTS];
    private final double[][] factor = new double[MeanCycle.MOST_POINTS][MeanCycle.MOST_POINTS];
    private final double[] solved = new double[MeanCycle.MOST_POINTS];

    WaveLikelihood(MeanCycle cycle) {
        this.cycle = cycle;
    }

    /** Of one P wave, which lies in the last half of the cycle; the logarithm, as of all. */
    double ofP() {
        double half = cycle.length() / 2;
        for (int i = 0; i < cycle.points(); i++) {
            double part = (cycle.length() - cycle.samples(i)) / half;
            gate[i] = 1 / (1 + Math.exp((part - 1) / SOFT));
        }
        return of(Double.POSITIVE_INFINITY);
    }

    /** Of waves that fill the cycle, so many of equal shape. */
    double ofEqual(int waves) {
        Arrays.fill(gate, 1);
        return of(cycle.length() / waves);
    }

    /** Of anything fine, wherever it lies. */
    double ofAny() {
        Arrays.fill(gate, 1);
        return of(Double.POSITIVE_INFINITY);
    }

    private double of(double period) {
        int n = cycle.points();
        for (int lag = 0; lag < n; lag++) {
            double samples = lag * MeanCycle.STEP;
            smooth[lag] =
                    CONSTANT + SLOW * bell(samples / SLOW_SAMPLES) + VENTRICLES * bell(samples / VENTRICLES_SAMPLES);
            fine[lag] = ATRIA * bell(around(samples, period) / ATRIA_SAMPLES);
        }
        factorise(n);
        double determinant = 0;
        for (int i = 0; i < n; i++) {
            determinant += Math.log(factor[i][i]);
        }
        double likelihood = 0;
        double most = size(0);
        for (int component = 0; component < MeanCycle.COMPONENTS; component++) {
            if (size(component) > ROUNDING * most) {
                likelihood -= n / 2.0 * Math.log(squares(cycle.component(component), n)) + determinant;
            }
        }
        return likelihood;
    }

    private static double bell(double x) {
        return Math.exp(-x * x / 2);
    }

    /** A distance on a circle of that length, along the chord. */
    private static double around(double samples, double period) {
        return Double.isInfinite(period) ? samples : period / Math.PI * Math.sin(Math.PI * samples / period);
    }

    private double size(int component) {
        double squares = 0;
        for (int i = 0; i < cycle.points(); i++) {
            squares += cycle.component(component)[i] * cycle.component(component)[i];
        }
        return squares;
    }

    /** Cholesky's. */
    private void factorise(int n) {
        for (int i = 0; i < n; i++) {
            double[] row = factor[i];
            for (int j = 0; j <= i; j++) {
                double[] other = factor[j];
                double sum = smooth[i - j] + gate[i] * gate[j] * fine[i - j] + (i == j ? NOISE : 0);
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                row[j] = i == j ? Math.sqrt(sum) : sum / other[j];
            }
        }
    }

    /** Of a curve after the covariance has been taken out of it. */
    private double squares(double[] curve, int n) {
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double sum = curve[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * solved[k];
            }
            solved[i] = sum / factor[i][i];
            squares += solved[i] * solved[i];
        }
        return squares;
    }
}
