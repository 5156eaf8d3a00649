package org.einthoven.ecg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that limits what may be read from an ECG, in one sentence without patient data.
 *
 * @param code a stable word for programs: "short-recording", "missing-lead", "lead-flat"
 * @param lead the lead it concerns, or null for the whole recording
 */
public record QualityIssue(
        Severity severity, String code, @Nullable Lead lead, String text) {
    public QualityIssue {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(code);
        Objects.requireNonNull(text);
    }

    public static QualityIssue note(String code, String text) {
        return new QualityIssue(Severity.NOTE, code, null, text);
    }

    /** How much an issue takes away. */
    public enum Severity {
        /** Worth telling; the analysis stands. */
        NOTE,
        /** The lead is left out of the analysis. */
        EXCLUDE_LEAD,
        /** The recording is not analysed; the report says why. */
        DO_NOT_ANALYSE
    }
}
