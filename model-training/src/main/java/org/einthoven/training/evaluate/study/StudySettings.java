package org.einthoven.training.evaluate.study;

/**
 * What a study does besides its data.
 *
 * @param seed of subsets, fits and bootstrap samples
 * @param alpha the part of the records whose true answer conformal abstention may lose, above 0 and below 1
 */
public record StudySettings(long seed, double alpha) {
    public static final StudySettings DEFAULT = new StudySettings(1903, 0.1);

    public StudySettings {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha lies between 0 and 1, not at " + alpha);
        }
    }
}
