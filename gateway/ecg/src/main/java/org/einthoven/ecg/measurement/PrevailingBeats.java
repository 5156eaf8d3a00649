package org.einthoven.ecg.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
        List<Beat> chosen = new ArrayList<>();
        List<float[] @Nullable []> shapes = new ArrayList<>();
        for (Beat beat : chosen(beats)) {
            float[] @Nullable [] shape = shape(recording, beat.seconds());
            // One that the recording's ends cut says nothing of shapes.
            if (Arrays.stream(shape).anyMatch(Objects::nonNull)) {
                chosen.add(beat);
                shapes.add(shape);
            }
        }
        int best = -1;
        int most = 0;
        for (int i = 0; i < shapes.size(); i++) {
            int count = 0;
            for (float[] @Nullable [] other : shapes) {
                count += agreement(shapes.get(i), other) == Agreement.ALIKE ? 1 : 0;
            }
            best = count > most ? i : best;
            most = Math.max(most, count);
        }
        return best < 0 ? List.of() : notUnlike(shapes, best, chosen);
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

    /** Those that have no lead in common with it, as in other columns of a print, stay: nothing speaks against them. */
    private static List<Beat> notUnlike(List<float[] @Nullable []> shapes, int one, List<Beat> beats) {
        List<Beat> found = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            if (agreement(shapes.get(one), shapes.get(i)) != Agreement.UNLIKE) {
                found.add(beats.get(i));
            }
        }
        return found;
    }

    private enum Agreement {
        ALIKE,
        UNLIKE,
        /** No lead shows both. */
        UNKNOWN
    }

    private static Agreement agreement(float[] @Nullable [] a, float[] @Nullable [] b) {
        float product = 0;
        float squares = 0;
        boolean common = false;
        for (int lead = 0; lead < a.length; lead++) {
            float[] one = a[lead];
            float[] other = b[lead];
            common |= one != null && other != null;
            for (int i = 0; one != null && other != null && i < one.length; i++) {
                product += one[i] * other[i];
                squares += one[i] * one[i] + other[i] * other[i];
            }
        }
        if (!common) {
            return Agreement.UNKNOWN;
        }
        return 2 * product >= ALIKE * squares ? Agreement.ALIKE : Agreement.UNLIKE;
    }
}
