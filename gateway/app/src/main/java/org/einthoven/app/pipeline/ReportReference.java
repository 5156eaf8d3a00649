package org.einthoven.app.pipeline;

/**
 * A finished report, as the queues carry it: the ledger has the rest. No patient data.
 *
 * @param reportId the id of its DiagnosticReport
 */
record ReportReference(String reportId) implements Reference {
    @Override
    public String name() {
        return reportId;
    }
}
