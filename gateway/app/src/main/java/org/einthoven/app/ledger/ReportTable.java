package org.einthoven.app.ledger;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table report: one row for every ECG and model version. */
final class ReportTable {
    private ReportTable() {}

    /** What a repeat needs to know of a report. */
    record Kept(@Nullable String patientKey, @Nullable String reason) {}

    /** @param bundle compressed; written again only where retention removed it: the report that was sent stands */
    static void keep(Handle handle, MadeReport made, byte[] bundle) {
        handle.createUpdate("""
                        insert into report (report_id, source_key, model, original_hash, patient_key, analysed, reason,
                                made_at, supersedes, bundle)
                        values (:id, :source, :model, :original, :patient, :analysed, :reason, :at, :supersedes,
                                :bundle)
                        on conflict (report_id) do update set bundle = coalesce(report.bundle, excluded.bundle)""")
                .bind("id", made.reportId())
                .bind("source", made.source().key())
                .bind("model", made.model())
                .bind("original", made.original().hex())
                .bind("patient", made.patientKey())
                .bind("analysed", made.analysed() ? 1 : 0)
                .bind("reason", made.reason())
                .bind("at", made.at().toEpochMilli())
                .bind("supersedes", made.supersedes())
                .bind("bundle", bundle)
                .execute();
    }

    static Optional<Kept> find(Handle handle, String reportId) {
        return handle.createQuery("select patient_key, reason from report where report_id = :id")
                .bind("id", reportId)
                .map((row, context) -> new Kept(row.getString("patient_key"), row.getString("reason")))
                .findOne();
    }

    /** Only one whose transaction is still here: what retention removed is made anew. */
    static Optional<String> find(Handle handle, String sourceKey, String model) {
        return handle.createQuery("select report_id from report where source_key = :source and model = :model"
                        + " and bundle is not null")
                .bind("source", sourceKey)
                .bind("model", model)
                .mapTo(String.class)
                .findFirst();
    }

    static Optional<String> older(Handle handle, String sourceKey, String model) {
        return handle.createQuery("select report_id from report where source_key = :source and model <> :model"
                        + " order by sequence desc limit 1")
                .bind("source", sourceKey)
                .bind("model", model)
                .mapTo(String.class)
                .findFirst();
    }

    static Optional<byte[]> bundle(Handle handle, String reportId) {
        return handle.createQuery("select bundle from report where report_id = :id and bundle is not null")
                .bind("id", reportId)
                .mapTo(byte[].class)
                .findOne()
                .map(Tables::expanded);
    }
}
