package org.einthoven.ecg;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway says of one ECG. An ECG that cannot be analysed has a report too: {@link #inference()} is null and
 * {@link #quality()} says why.
 *
 * @param model the model that read it, or that would have
 * @param issued when the report was made
 */
public record EcgReport(
        EcgRecording recording,
        QualityReport quality,
        ModelCard model,
        @Nullable Inference inference,
        Measurements measurements,
        Instant issued) {
    public EcgReport {
        Objects.requireNonNull(recording);
        Objects.requireNonNull(quality);
        Objects.requireNonNull(model);
        Objects.requireNonNull(measurements);
        Objects.requireNonNull(issued);
        if (inference == null && quality.analysable()) {
            throw new IllegalArgumentException("a report without an inference says why");
        }
    }

    /** This report with one more remark on its recording. */
    public EcgReport withRemark(QualityIssue remark) {
        return new EcgReport(recording.withRemark(remark), quality, model, inference, measurements, issued);
    }

    public boolean analysed() {
        return inference != null;
    }
}
