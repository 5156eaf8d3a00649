package org.einthoven.training.evaluate.study;

import java.util.List;
import java.util.SortedMap;
import org.einthoven.training.evaluate.Estimate;

/**
 * An arm over the number of labels.
 *
 * @param sizes ascending, those that were fitted
 * @param differences number of labels → this arm's AUROC less the reference's; none of the reference itself
 */
record ArmCurve(Arm arm, List<SizeEstimate> sizes, SortedMap<Integer, Estimate> differences) {}
