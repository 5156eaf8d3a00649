package org.einthoven.ecg.measurement;

import java.util.List;
import java.util.Objects;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineation;
import org.einthoven.ecg.delineation.PacingSpikes;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was taken for beats can be: an oscillation without QRS complexes, as in fibrillation of the ventricles, has none
 * to measure. The leakage of a lead is what is left when it is added to itself half of its mean period later, against what went
 * into the sum: near 0 for an oscillation. In 400 real ECGs the lead that has most has 0.70 and more, the least in ventricular
 * tachycardia; in 200 sums of sinusoids of 3.5 to 7.5 Hz it has 0.48 and less.
 *
 * @see <a href="https://doi.org/10.1186/1475-925X-4-60">Amann et al., Biomed. Eng. Online 2005;4:60, on Kuo and Dillman 1978</a>
 */
final class DistinctBeats {
    private static final double LEAST_LEAKAGE = .55;
    private static final double BASE_SECONDS = .6;
    private static final double STEEP_SECONDS = .012;
    /** P waves have 2 to 5; in 385 real ECGs of twelve leads in the right unit complexes have 38 and more. */
    private static final double LEAST_STEEPNESS = 10;

    private static final double LEAST_STEEPNESS_OF_FEW = 3;
    private static final int FEW_LEADS = 3;
    private static final double LEAST_PROMINENCE = 2.8;
    /** One lead of noise has peaks by chance that many leads together have not. */
    private static final double LEAST_PROMINENCE_OF_FEW = 4.2;

    /** Complexes of a tachycardia in heavy noise have 0.873 and more, fibrillation that leakage does not tell 0.867, once in 300 0.89. */
    private static final double LEAST_AGREEMENT = .87;

    private static final double LEAST_AGREEMENT_OF_FEW = .94;

    private DistinctBeats() {}

    /** Null where there are beats. */
    static @Nullable String reasonForNone(EcgRecording recorded, Delineation delineation) {
        List<Beat> beats = delineation.beats();
        EcgRecording recording = PacingSpikes.without(recorded, delineation.pacingSpikes());
        if (beats.isEmpty()) {
            return "no QRS complex was found";
        }
        if (beats.stream().allMatch(beat -> beat.qrs() == null)) {
            return "no QRS complex with a clear beginning and end";
        }
        if (leakage(recording) < LEAST_LEAKAGE) {
            return "an oscillation without distinct QRS complexes";
        }
        boolean few = recording.leads().size() < FEW_LEADS;
        if (steepness(recording, beats) < (few ? LEAST_STEEPNESS_OF_FEW : LEAST_STEEPNESS)) {
            return "nothing as steep as a QRS complex, as where only the atria beat";
        }
        RepeatedComplexes complexes = new RepeatedComplexes(recording, beats);
        if (complexes.prominence() < (few ? LEAST_PROMINENCE_OF_FEW : LEAST_PROMINENCE)
                && complexes.agreement() < (few ? LEAST_AGREEMENT_OF_FEW : LEAST_AGREEMENT)) {
            return "nothing that stands out and comes again as QRS complexes do, but noise or fibrillation";
        }
        return PacingCapture.isMissing(recording, delineation) ? "a pacemaker's spikes without QRS complexes" : null;
    }

    /** How steep most complexes become in the lead where they are steepest, in mV a second over 12 ms. */
    static double steepness(EcgRecording recording, List<Beat> beats) {
        double[] steepest = beats.stream()
                .map(Beat::qrs)
                .filter(Objects::nonNull)
                .mapToDouble(qrs -> steepest(recording, qrs))
                .toArray();
        return Medians.of(steepest);
    }

    private static double steepest(EcgRecording recording, Wave qrs) {
        double rate = recording.samplingRateHz();
        return steepest(recording, (int) (qrs.onset() * rate), (int) (qrs.offset() * rate));
    }

    /** The same between two samples. */
    static double steepest(EcgRecording recording, int from, int last) {
        double rate = recording.samplingRateHz();
        int step = (int) Math.max(1, Math.round(STEEP_SECONDS * rate));
        double steepest = 0;
        for (SampledSignal signal : recording.leads().values()) {
            int to = Math.min(signal.length() - 1, last);
            for (int i = Math.max(0, from); i + step <= to; i++) {
                double rise = Math.abs(signal.millivolts()[i + step] - signal.millivolts()[i]);
                steepest = rise > steepest ? rise : steepest;
            }
        }
        return steepest * rate / step;
    }

    /** Of the lead that has most. */
    static double leakage(EcgRecording recording) {
        double most = 0;
        for (SampledSignal signal : recording.leads().values()) {
            most = Math.max(most, leakage(signal));
        }
        return most;
    }

    private static double leakage(SampledSignal signal) {
        int step = Math.max(1, (int) Math.round(signal.samplingRateHz() / 125));
        double[] values = withoutBase(signal, step);
        double all = 0;
        double differences = 0;
        for (int i = 1; i < values.length; i++) {
            all += Math.abs(values[i]);
            differences += Math.abs(values[i] - values[i - 1]);
        }
        int half = (int) Math.round(Math.PI * all / Math.max(differences, 1e-9));
        double sum = 0;
        double parts = 0;
        for (int i = half; i < values.length && half > 0; i++) {
            sum += Math.abs(values[i] + values[i - half]);
            parts += Math.abs(values[i]) + Math.abs(values[i - half]);
        }
        return parts == 0 ? 0 : sum / parts;
    }

    /** Every step-th sample less the mean around it; 0 where none was recorded. */
    private static double[] withoutBase(SampledSignal signal, int step) {
        int count = signal.length() / step;
        double[] sums = new double[count + 1];
        int[] counts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            double value = signal.millivolts()[i * step];
            boolean valid = !Double.isNaN(value);
            sums[i + 1] = sums[i] + (valid ? value : 0);
            counts[i + 1] = counts[i] + (valid ? 1 : 0);
        }
        int half = (int) Math.round(BASE_SECONDS / 2 * signal.samplingRateHz() / step);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            int from = Math.max(0, i - half);
            int to = Math.min(count, i + half + 1);
            double value = signal.millivolts()[i * step];
            values[i] = Double.isNaN(value) ? 0 : value - (sums[to] - sums[from]) / (counts[to] - counts[from]);
        }
        return values;
    }
}
