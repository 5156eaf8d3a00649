package org.einthoven.camel;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.Normalisation;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * An ECG on its way through the steps of {@code ecg:}, as the body of an exchange: each step adds what it found.
 *
 * @param analysis null before {@code ecg:measure}, and after it where a route leaves that step out
 * @param normalisation null before {@code ecg:normalise}
 * @param inference null before {@code ecg:predict}, and after it where the ECG cannot be analysed
 */
public record EcgReading(
        EcgRecording recording,
        @Nullable EcgAnalysis analysis,
        @Nullable Normalisation normalisation,
        @Nullable Inference inference) {
    public EcgReading {
        Objects.requireNonNull(recording);
    }

    /** One of which nothing is known yet. */
    public static EcgReading of(EcgRecording recording) {
        return new EcgReading(recording, null, null, null);
    }

    EcgReading with(EcgAnalysis found) {
        return new EcgReading(recording, found, null, null);
    }

    EcgReading with(Normalisation found) {
        return new EcgReading(recording, analysis, found, null);
    }

    EcgReading with(Inference found) {
        return new EcgReading(recording, analysis, normalisation, found);
    }

    /** @throws IllegalStateException before {@code ecg:normalise} */
    Normalisation requireNormalisation() {
        if (normalisation == null) {
            throw new IllegalStateException("ecg:normalise comes before this step");
        }
        return normalisation;
    }

    /** What is known of its quality before it is normalised. */
    QualityReport quality() {
        return analysis == null ? QualityReport.CLEAN : analysis.quality();
    }

    EcgReport report(ModelCard model, Instant issued) {
        Measurements measurements = analysis == null ? Measurements.NONE : analysis.measurements();
        return new EcgReport(recording, requireNormalisation().quality(), model, inference, measurements, issued);
    }
}
