package org.einthoven.training.evaluate.study;

import org.einthoven.training.evaluate.Estimate;

/**
 * One arm less another, on the same subsets and test records.
 *
 * @param subsets on which both were fitted
 */
record Difference(Arm of, Arm from, int labels, int subsets, Estimate auroc, Estimate auprc) {
    /** "pretrained encoder … less random encoder …". */
    String title() {
        return of.title() + " less " + from.title();
    }
}
