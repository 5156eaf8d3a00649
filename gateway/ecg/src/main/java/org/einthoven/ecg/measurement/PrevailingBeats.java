package org.einthoven.ecg.measurement;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Beat;
import org.jspecify.annotations.Nullable;

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
        float[] @Nullable [][] shapes = new float[chosen.size()][][];
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

    /** Lead × sample, each lead against its mean; null for a lead that was not wholly recorded there. */
    private static float[] @Nullable [] shape(EcgRecording recording, double seconds) {
        float[] @Nullable [] shape = new float[recording.leads().size()][];
        int lead = 0;
        for (SampledSignal signal : recording.leads().values()) {
            shape[lead++] = shape(signal, seconds);
        }
        return shape;
    }

    private static float @Nullable [] shape(SampledSignal signal, double seconds) {
        double rate = signal.samplingRateHz();
        float[] shape = new float[(int) Math.round((BEFORE_SECONDS + AFTER_SECONDS) / STEP_SECONDS)];
        float sum = 0;
        for (int i = 0; i < shape.length; i++) {
            int sample = (int) Math.round((seconds - BEFORE_SECONDS + i * STEP_SECONDS) * rate);
            if (sample < 0 || sample >= signal.length() || !signal.isValid(sample)) {
                return null;
            }
            shape[i] = (float) signal.millivolts()[sample];
            sum += shape[i];
        }
        for (int i = 0; i < shape.length; i++) {
            shape[i] -= sum / shape.length;
        }
        return shape;
    }

    private static List<Beat> alike(float[] @Nullable [][] shapes, int one, List<Beat> beats) {
        List<Beat> alike = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            if (i == one || alike(shapes[one], shapes[i])) {
                alike.add(beats.get(i));
            }
        }
        return alike;
    }

    /** In the leads that both have; where they have none in common, as in the columns of a print, nothing speaks against it. */
    private static boolean alike(float[] @Nullable [] a, float[] @Nullable [] b) {
        float product = 0;
        float squares = 0;
        for (int lead = 0; lead < a.length; lead++) {
            float[] one = a[lead];
            float[] other = b[lead];
            for (int i = 0; one != null && other != null && i < one.length; i++) {
                product += one[i] * other[i];
                squares += one[i] * one[i] + other[i] * other[i];
            }
        }
        return 2 * product >= ALIKE * squares;
    }
}
