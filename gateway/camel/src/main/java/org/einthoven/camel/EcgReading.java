package org.einthoven.camel;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.Normalisation;
import org.jspecify.annotations.Nullable;

/**
 * An ECG on its way through the steps of {@code ecg:}, as the body of an exchange: each step adds what it found.
 *
 * @param normalisation null before {@code ecg:normalise}
 * @param inference null before {@code ecg:predict}, and after it where the ECG cannot be analysed
 */
public record EcgReading(
        EcgRecording recording,
        @Nullable Normalisation normalisation,
        @Nullable Inference inference) {
    public EcgReading {
        Objects.requireNonNull(recording);
    }

    static EcgReading of(EcgRecording recording) {
        return new EcgReading(recording, null, null);
    }

    EcgReading with(Normalisation found) {
        return new EcgReading(recording, found, null);
    }

    EcgReading with(Inference found) {
        return new EcgReading(recording, normalisation, found);
    }

    /** @throws IllegalStateException before {@code ecg:normalise} */
    Normalisation requireNormalisation() {
        if (normalisation == null) {
            throw new IllegalStateException("ecg:normalise comes before this step");
        }
        return normalisation;
    }

    EcgReport report(ModelCard model, Instant issued) {
        return new EcgReport(recording, requireNormalisation().quality(), model, inference, Measurements.NONE, issued);
    }
}
