package org.einthoven.training.export;

import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.evaluate.Scores;

/**
 * The leads without which a finding is not decided, by what validation records show. Lead I is enough where one-lead ECGs show skill, or where
 * twelve-lead ECGs, twenty of each kind, do of which the network was shown lead I alone, and are shown to do about as well as with all leads; then the limb leads; else, and where all leads show no skill, all are needed.
 */
final class NeededLeads {
    /** So much AUROC may be lost by fewer leads, at the worse end of the 95 % interval: with few records that have a finding a loss is not seen. */
    private static final double LOSS = 0.05;

    /** The same validation records, read with fewer and with all leads. */
    private final Map<LeadSet, RecordLogits> read;

    private final RecordLogits whole;

    NeededLeads(Map<LeadSet, RecordLogits> read) {
        this.read = Map.copyOf(read);
        this.whole = of(LeadSet.TWELVE);
    }

    private RecordLogits of(LeadSet set) {
        RecordLogits found = read.get(set);
        if (found == null) {
            throw new IllegalArgumentException("records are read with every set of leads");
        }
        return found;
    }

    List<Lead> of(int task, TaskCalibration calibration) {
        int[] single = whole.known(task, whole::isSingleLead);
        int[] many = whole.known(task, record -> !whole.isSingleLead(record));
        if (many.length == 0 && single.length > 0 || showsSkill(whole, task, calibration, single)) {
            return LeadSet.LEAD_I.needed();
        }
        if (!showsSkill(whole, task, calibration, many)) {
            return LeadSet.TWELVE.needed();
        }
        Scores all = whole.recordScores(task, calibration, many);
        if (Math.min(all.positives(), all.negatives()) < TestFigures.LEAST_CASES) {
            return LeadSet.TWELVE.needed();
        }
        for (LeadSet set : List.of(LeadSet.LEAD_I, LeadSet.LIMB)) {
            FewRecords fewer = new FewRecords(of(set).recordScores(task, calibration, many), whole.patients(many));
            if (showsSkill(of(set), task, calibration, many)
                    && fewer.aurocLess(all).low() >= -LOSS) {
                return set.needed();
            }
        }
        return LeadSet.TWELVE.needed();
    }

    private static boolean showsSkill(RecordLogits read, int task, TaskCalibration calibration, int[] records) {
        return Calibrations.showsSkill(read.recordScores(task, calibration, records), read.patients(records));
    }
}
