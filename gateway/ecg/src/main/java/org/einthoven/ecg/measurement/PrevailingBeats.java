package org.einthoven.ecg.measurement;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Beat;

/**
 * The beats whose QRS complexes have the shape that most have: what is measured must not be a mean of normal and ectopic beats.
 * Two complexes are alike where 2 Σ ab / (Σ a² + Σ b²) over all leads, which is 1 for equal ones, is at least 0.8.
 */
final class PrevailingBeats {
    /** Of a long recording so many, evenly spread. */
    private static final int MOST = 40;

    private static final double BEFORE_SECONDS = .07;
    private static final double AFTER_SECONDS = .11;
    private static final double STEP_SECONDS = .004;
    private static final float ALIKE = .8f;

    private PrevailingBeats() {}

    /** In the order of time; none where no QRS complex has bounds. */
    static List<Beat> of(EcgRecording recording, List<Beat> beats) {
        List<Beat> chosen = chosen(beats);
        float[][] shapes = new float[chosen.size()][];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = shape(recording, chosen.get(i).seconds());
        }
        List<Beat> most = List.of();
        for (int i = 0; i < shapes.length; i++) {
            List<Beat> alike = alike(shapes, i, chosen);
            most = alike.size() > most.size() ? alike : most;
        }
        return most;
    }

    private static List<Beat> chosen(List<Beat> beats) {
        List<Beat> bounded = beats.stream().filter(beat -> beat.qrs() != null).toList();
        List<Beat> chosen = new ArrayList<>();
        int count = Math.min(MOST, bounded.size());
        for (int i = 0; i < count; i++) {
            chosen.add(bounded.get((int) ((long) i * bounded.size() / count)));
        }
        return chosen;
    }

    /** Each lead against its mean; a sample that was not recorded counts nothing. */
    private static float[] shape(EcgRecording recording, double seconds) {
        double rate = recording.samplingRateHz();
        int perLead = (int) Math.round((BEFORE_SECONDS + AFTER_SECONDS) / STEP_SECONDS);
        float[] shape = new float[perLead * recording.leads().size()];
        int at = 0;
        for (SampledSignal signal : recording.leads().values()) {
            float sum = 0;
            int n = 0;
            for (int i = 0; i < perLead; i++) {
                int sample = (int) Math.round((seconds - BEFORE_SECONDS + i * STEP_SECONDS) * rate);
                boolean valid = sample >= 0 && sample < signal.length() && signal.isValid(sample);
                shape[at + i] = valid ? (float) signal.millivolts()[sample] : Float.NaN;
                sum += valid ? shape[at + i] : 0;
                n += valid ? 1 : 0;
            }
            for (int i = at; i < at + perLead; i++) {
                shape[i] = Float.isNaN(shape[i]) ? 0 : shape[i] - sum / n;
            }
            at += perLead;
        }
        return shape;
    }

    private static List<Beat> alike(float[][] shapes, int one, List<Beat> beats) {
        List<Beat> alike = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            if (i == one || alike(shapes[one], shapes[i])) {
                alike.add(beats.get(i));
            }
        }
        return alike;
    }

    private static boolean alike(float[] a, float[] b) {
        float product = 0;
        float squares = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squares += a[i] * a[i] + b[i] * b[i];
        }
        return 2 * product >= ALIKE * squares;
    }
}
