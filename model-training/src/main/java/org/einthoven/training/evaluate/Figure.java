package org.einthoven.training.evaluate;

/** A figure of a sample of cases. */
@FunctionalInterface
public interface Figure {
    /**
     * @param weights how often each case is in the sample
     * @return NaN where the sample has no such figure, as an AUROC of one kind of cases
     */
    double of(int[] weights);
}
