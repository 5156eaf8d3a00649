package org.einthoven.app.configuration;

/** What a report is written as for a DICOM archive. */
public enum ResultKind {
    /** Comprehensive SR, TID 3700. */
    SR,
    /** Encapsulated PDF. */
    PDF
}
