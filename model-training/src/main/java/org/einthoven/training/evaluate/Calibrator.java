package org.einthoven.training.evaluate;

/** Turns a score into a probability, as validation records taught it. */
public interface Calibrator {
    /** From so many positive cases on, isotonic regression is no longer the one that overfits. */
    int LEAST_POSITIVES_FOR_ISOTONIC = 1000;

    /** Between 0 and 1, never falling as the score rises. */
    double probability(double score);

    /** "Platt scaling". */
    String method();

    /**
     * Platt scaling with fewer than 1000 positive cases, else isotonic regression (after Niculescu-Mizil and Caruana, ICML
     * 2005, doi:10.1145/1102351.1102430).
     *
     * @param validation any scale
     */
    static Calibrator fit(Scores validation) {
        return validation.positives() < LEAST_POSITIVES_FOR_ISOTONIC
                ? PlattScaling.fit(validation)
                : IsotonicCalibration.fit(validation);
    }

    /** The same cases with probabilities for scores. */
    default Scores calibrate(Scores scores) {
        double[] probabilities = new double[scores.size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = probability(scores.score()[i]);
        }
        return new Scores(scores.positive(), probabilities);
    }
}
