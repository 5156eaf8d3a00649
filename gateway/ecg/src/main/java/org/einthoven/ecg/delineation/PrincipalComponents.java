package org.einthoven.ecg.delineation;

import java.util.Arrays;

/**
 * The largest principal components of some rows, each of which has a mean of zero: found one after the other by repeated
 * multiplication with their covariance.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class PrincipalComponents {
    /** Enough where they are few and what follows from them changes little as they turn. */
    private static final int ITERATIONS = 60;

    private final double[][] components;
    private final double[][] covariance;
    private final double[] direction;
    private final double[] turned;

    PrincipalComponents(int rows, int components, int mostPoints) {
        this.components = new double[components][mostPoints];
        this.covariance = new double[rows][rows];
        this.direction = new double[rows];
        this.turned = new double[rows];
    }

    /** False where all rows are zero. */
    boolean read(double[][] rows, int points) {
        fillCovariance(rows, points);
        boolean any = false;
        for (double[] component : components) {
            any |= takeOut(rows, points, component);
        }
        return any;
    }

    /** Zeros where the rows have fewer dimensions. */
    double[] component(int i) {
        return components[i];
    }

    private void fillCovariance(double[][] rows, int points) {
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < points; i++) {
                    sum += rows[a][i] * rows[b][i];
                }
                covariance[a][b] = sum;
                covariance[b][a] = sum;
            }
        }
    }

    /** The largest component that the covariance still holds, found by repeated multiplication. */
    private boolean takeOut(double[][] rows, int points, double[] component) {
        int largest = 0;
        for (int row = 1; row < covariance.length; row++) {
            largest = covariance[row][row] > covariance[largest][largest] ? row : largest;
        }
        System.arraycopy(covariance[largest], 0, direction, 0, direction.length);
        double size = normalise(direction);
        for (int i = 0; i < ITERATIONS && size > 0; i++) {
            multiply();
            System.arraycopy(turned, 0, direction, 0, direction.length);
            size = normalise(direction);
        }
        Arrays.fill(component, 0, points, 0);
        for (int row = 0; row < direction.length; row++) {
            for (int i = 0; i < points; i++) {
                component[i] += direction[row] * rows[row][i];
            }
            for (int other = 0; other < direction.length; other++) {
                covariance[row][other] -= size * direction[row] * direction[other];
            }
        }
        return size > 0;
    }

    private void multiply() {
        for (int row = 0; row < turned.length; row++) {
            double sum = 0;
            for (int other = 0; other < turned.length; other++) {
                sum += covariance[row][other] * direction[other];
            }
            turned[row] = sum;
        }
    }

    private static double normalise(double[] vector) {
        double squares = 0;
        for (double x : vector) {
            squares += x * x;
        }
        double size = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = size > 0 ? vector[i] / size : 0;
        }
        return size;
    }
}
