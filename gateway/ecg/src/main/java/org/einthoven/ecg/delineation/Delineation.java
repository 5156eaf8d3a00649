package org.einthoven.ecg.delineation;

import java.util.List;
import org.einthoven.ecg.Lead;

/**
 * The beats of an ECG, and where the atria flutter.
 *
 * @param leads that were read: those with any sample
 * @param beats in the order of time; none in asystole and in fibrillation of the ventricles
 * @param flutter in the order of time; none where no such waves are seen
 * @param possibleFlutter where what comes before each QRS complex may be every second or third of such waves, the others of
 *     which would be hidden: no P wave is told there
 * @param mergedP the seconds of the beats before which a P wave begins on the T wave before it: as it cannot be seen where,
 *     they have none
 * @param pacingSpikes in seconds from the first sample; they were taken out of the leads before the beats were looked for
 */
public record Delineation(
        List<Lead> leads,
        List<Beat> beats,
        List<AtrialActivity> flutter,
        List<AtrialActivity> possibleFlutter,
        List<Double> mergedP,
        List<Double> pacingSpikes) {
    /** Of what cannot be read. */
    public static final Delineation NONE =
            new Delineation(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Delineation {
        leads = List.copyOf(leads);
        beats = List.copyOf(beats);
        flutter = List.copyOf(flutter);
        possibleFlutter = List.copyOf(possibleFlutter);
        mergedP = List.copyOf(mergedP);
        pacingSpikes = List.copyOf(pacingSpikes);
    }

    /** The same where what was taken for beats is none. */
    public Delineation withoutBeats() {
        return new Delineation(leads, List.of(), List.of(), List.of(), List.of(), pacingSpikes);
    }
}
