package org.einthoven.app.ledger;

import java.util.Optional;

/** Reports that were made: what they are, and which of them stands for an ECG. */
public final class KeptReports {
    private final Ledger ledger;

    KeptReports(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The FHIR transaction of a report as JSON in UTF-8; empty when there is none, or retention removed it. */
    public Optional<byte[]> bundle(String reportId) throws LedgerException {
        return ledger.read(handle -> ReportTable.bundle(handle, reportId));
    }

    /** A report as DICOM objects, packed; empty where it was made for none, or retention removed it. */
    public Optional<byte[]> results(String reportId) throws LedgerException {
        return ledger.read(handle -> ReportTable.results(handle, reportId));
    }

    /** The report that this very model made of a source; empty also where retention removed it. */
    public Optional<String> of(String sourceKey, String model) throws LedgerException {
        return ledger.read(handle -> ReportTable.find(handle, sourceKey, model));
    }

    /**
     * The report that stands for a source until a person wants another: of the same model that of the highest version, else
     * the last that another made. Empty also where this very model's was removed by retention.
     */
    public Optional<String> standing(String sourceKey, String model) throws LedgerException {
        return ledger.read(handle -> ReportTable.standing(handle, sourceKey, model));
    }

    /**
     * The report that one by this model revises: that of the highest version of the same model below this one, else the last
     * that another model made. Never one of a higher version, which a node that was updated earlier may have made.
     */
    public Optional<String> older(String sourceKey, String model) throws LedgerException {
        return ledger.read(handle -> ReportTable.older(handle, sourceKey, model));
    }
}
