package org.einthoven.app.pipeline;

/**
 * A finished report, as the queues carry it. No patient data.
 *
 * @param reportId the id of its DiagnosticReport
 * @param reportHash names its bytes (a FHIR transaction Bundle as JSON) in the object store
 * @param receivedAt when its ECG came in, ISO 8601, UTC
 */
record ReportReference(String reportId, String reportHash, String receivedAt) {}
