package org.einthoven.app.fhir;

/** Takes an ECG that arrived by FHIR; the pipeline implements it. Called by many threads at once. */
@FunctionalInterface
public interface EcgIntake {
    /**
     * Keeps the ECG and starts its way through the gateway. Returns only once the original is durable; the same bytes
     * may come any number of times and must give one report.
     *
     * @param original the body exactly as it was received (after the transfer's own compression)
     * @param contentType "application/fhir+json" or "application/fhir+xml"
     * @return what the gateway keeps it under
     * @throws IntakeException when it was not taken; the sender is told why
     */
    Receipt accept(byte[] original, String contentType) throws IntakeException;

    /**
     * That an ECG is durable.
     *
     * @param reference what the gateway keeps it under (its object store's key), without patient data
     */
    record Receipt(String reference) {}
}
