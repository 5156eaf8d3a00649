package org.einthoven.ecg.delineation;

import java.util.List;
import org.einthoven.ecg.Lead;

/**
 * The beats of an ECG.
 *
 * @param leads that were read: those with any sample
 * @param beats in the order of time; none in asystole and in fibrillation of the ventricles
 */
public record Delineation(List<Lead> leads, List<Beat> beats) {
    public Delineation {
        leads = List.copyOf(leads);
        beats = List.copyOf(beats);
    }
}
