package org.einthoven.app.configuration;

/** What a DICOM archive gets. */
public enum ResultKind {
    /** The ECG itself, as it came in, where it came as a DICOM object. */
    ORIGINAL,
    /** The report as Comprehensive SR, TID 3700. */
    SR,
    /** The report as Encapsulated PDF. */
    PDF
}
