package org.einthoven.training.evaluate.study;

import java.util.Locale;
import org.einthoven.ecg.Task;

/**
 * One fit: an arm, of a finding, on so many labels.
 *
 * @param subset which of the subsets of this size, from 0
 */
record CurvePoint(Task task, String arm, int labels, int subset) {
    String fileName() {
        return String.format(Locale.ROOT, "%s.%s.%d.%d.bin", task.id(), arm, labels, subset);
    }
}
