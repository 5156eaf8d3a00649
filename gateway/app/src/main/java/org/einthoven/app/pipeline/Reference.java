package org.einthoven.app.pipeline;

/** What a queue carries in place of the thing itself. */
sealed interface Reference permits EcgReference, ReportReference {
    /** Names the thing. */
    String name();
}
