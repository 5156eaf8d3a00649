package org.einthoven.training.probe;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Objects;
import org.einthoven.training.evaluate.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression with an L2 penalty: minimises ½|w|² + C Σ log(1 + exp(-y (w·x + b))) over standardised features x, the
 * intercept b without penalty, by LIBLINEAR's trust region Newton method (Fan et al., J. Mach. Learn. Res. 2008;9:1871; Lin,
 * Weng and Keerthi, ibid. 627), which leaves nothing to chance. C is the one of 0.01, 0.1, 1 and 10 with the greatest AUROC on
 * validation records; of equals the smallest.
 */
public final class LinearProbe {
    private static final double[] REGULARISATION = {0.01, 0.1, 1, 10};
    private static final double TOLERANCE = 0.001;

    static {
        Linear.disableDebugOutput();
    }

    private final Standardisation standardisation;
    /** One a feature, then the intercept. */
    private final double[] weights;

    private final double regularisation;

    private LinearProbe(Standardisation standardisation, double[] weights, double regularisation) {
        this.standardisation = standardisation;
        this.weights = weights;
        this.regularisation = regularisation;
    }

    /**
     * Records and their truth; those whose truth is not known are left out by the caller.
     *
     * @param features a row a record, all of one length; NaN where missing
     * @param positive whether the record has the finding
     */
    public record Records(float[][] features, boolean[] positive) {
        public Records {
            if (features.length != positive.length) {
                throw new IllegalArgumentException("a record has one row of features and one truth");
            }
            for (float[] row : features) {
                if (row.length == 0 || row.length != features[0].length) {
                    throw new IllegalArgumentException("records have the same features, and at least one");
                }
            }
        }

        private void requireBothKinds(String part) {
            int positives = 0;
            for (boolean each : positive) {
                positives += each ? 1 : 0;
            }
            if (positives == 0 || positives == positive.length) {
                throw new IllegalArgumentException(
                        "a probe needs " + part + " records with the finding and without it: " + positives + " of "
                                + positive.length + " have it");
            }
        }
    }

    /** @throws IllegalArgumentException unless both parts have records of both kinds, with the same features */
    public static LinearProbe fit(Records train, Records validation) {
        train.requireBothKinds("training");
        validation.requireBothKinds("validation");
        Standardisation standardisation = Standardisation.of(train.features());
        Problem problem = problem(train, standardisation);
        LinearProbe best = null;
        double bestAuroc = Double.NEGATIVE_INFINITY;
        double[] last = null;
        for (double c : REGULARISATION) {
            last = weights(problem, c, last);
            LinearProbe probe = new LinearProbe(standardisation, last, c);
            double auroc = probe.auroc(validation);
            if (auroc > bestAuroc) {
                best = probe;
                bestAuroc = auroc;
            }
        }
        return Objects.requireNonNull(best);
    }

    /** Begins at the weights of a stronger penalty: there is one minimum, and it is near. */
    private static double[] weights(Problem problem, double c, double @Nullable [] start) {
        Parameter parameter = new Parameter(SolverType.L2R_LR, c, TOLERANCE);
        parameter.setRegularizeBias(false);
        if (start != null) {
            parameter.setInitSol(start);
        }
        return Linear.train(problem, parameter).getFeatureWeights();
    }

    private static Problem problem(Records records, Standardisation standardisation) {
        int features = records.features()[0].length;
        Problem problem = new Problem();
        problem.l = records.features().length;
        problem.n = features + 1;
        problem.bias = 1;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            problem.x[i] = row(records.features()[i], standardisation);
            // Of labels 1 and -1 LIBLINEAR's weights are always those of 1.
            problem.y[i] = records.positive()[i] ? 1 : -1;
        }
        return problem;
    }

    private static Feature[] row(float[] values, Standardisation standardisation) {
        Feature[] row = new Feature[values.length + 1];
        int nodes = 0;
        for (int j = 0; j < values.length; j++) {
            double value = standardisation.apply(j, values[j]);
            if (value != 0) {
                row[nodes++] = new FeatureNode(j + 1, value);
            }
        }
        row[nodes++] = new FeatureNode(values.length + 1, 1);
        return Arrays.copyOf(row, nodes);
    }

    /** Of the finding; its probability is 1 / (1 + exp(-logit)) as far as the training part is like the rest. */
    public double logit(float[] features) {
        if (features.length != weights.length - 1) {
            throw new IllegalArgumentException(
                    "a record has " + (weights.length - 1) + " features, not " + features.length);
        }
        double logit = weights[features.length];
        for (int j = 0; j < features.length; j++) {
            logit += weights[j] * standardisation.apply(j, features[j]);
        }
        return logit;
    }

    /**
     * The same as one linear map of features that are not standardised: logit = weights · features + bias. Holds for features that are all
     * known and finite, as an encoder's embedding is.
     *
     * @param weights one a feature
     */
    public record Folded(float[] weights, float bias) {}

    /** With the standardisation in it. */
    public Folded folded() {
        int features = weights.length - 1;
        float[] folded = new float[features];
        double bias = weights[features];
        for (int j = 0; j < features; j++) {
            double weight = weights[j] * standardisation.scale()[j];
            folded[j] = (float) weight;
            bias -= weight * standardisation.mean()[j];
        }
        return new Folded(folded, (float) bias);
    }

    double[] logits(float[][] rows) {
        return Arrays.stream(rows).mapToDouble(this::logit).toArray();
    }

    /** Of records of both kinds. */
    public double auroc(Records records) {
        return new Scores(records.positive(), logits(records.features())).auroc();
    }

    /** The chosen C. */
    public double regularisation() {
        return regularisation;
    }
}
