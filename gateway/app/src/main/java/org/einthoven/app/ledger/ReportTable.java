package org.einthoven.app.ledger;

import java.util.List;
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
                                made_at, supersedes, bundle, results)
                        values (:id, :source, :model, :original, :patient, :analysed, :reason, :at, :supersedes,
                                :bundle, :results)
                        on conflict (report_id) do update set bundle = coalesce(report.bundle, excluded.bundle),
                                results = coalesce(report.results, excluded.results)""")
                .bind("id", made.reportId())
                .bind("source", made.source().key())
                .bind("model", made.model())
                .bind("original", made.original().hex())
                .bind("patient", made.patientKey())
                .bind("analysed", made.analysed() ? 1 : 0)
                .bind("reason", Tables.text(made.reason()))
                .bind("at", made.at().toEpochMilli())
                .bind("supersedes", made.supersedes())
                .bind("bundle", bundle)
                .bindByType("results", made.results().length == 0 ? null : made.results(), byte[].class)
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
        return of(handle, sourceKey).stream()
                .filter(report -> report.model().equals(ModelName.parse(model)) && report.kept())
                .map(Made::id)
                .findFirst();
    }

    /** The report that stands for a source, whoever made it; what this very model made only where it is still here. */
    static Optional<String> standing(Handle handle, String sourceKey, String model) {
        ModelName own = ModelName.parse(model);
        return newest(of(handle, sourceKey), own)
                .filter(report -> report.kept() || !report.model().equals(own))
                .map(Made::id);
    }

    /** The report that one by this model revises. */
    static Optional<String> older(Handle handle, String sourceKey, String model) {
        ModelName own = ModelName.parse(model);
        List<Made> older = of(handle, sourceKey).stream()
                .filter(report -> !report.model().equals(own) && !report.model().isHigherThan(own))
                .toList();
        return newest(older, own).map(Made::id);
    }

    /** @param kept whether its transaction is still here */
    private record Made(String id, ModelName model, boolean kept) {}

    private static List<Made> of(Handle handle, String sourceKey) {
        return handle.createQuery("select report_id, model, case when bundle is null then 0 else 1 end as kept"
                        + " from report where source_key = :source order by sequence")
                .bind("source", sourceKey)
                .map((row, context) -> new Made(
                        row.getString("report_id"), ModelName.parse(row.getString("model")), row.getInt("kept") == 1))
                .list();
    }

    /** Of the same model that of the highest version, whenever it was made; else what was made last. */
    private static Optional<Made> newest(List<Made> reports, ModelName model) {
        return reports.stream()
                .filter(report -> report.model().isVersionOf(model))
                .reduce((before, after) -> before.model().isHigherThan(after.model()) ? before : after)
                .or(() -> reports.stream().reduce((before, after) -> after));
    }

    static Optional<byte[]> bundle(Handle handle, String reportId) {
        return handle.createQuery("select bundle from report where report_id = :id and bundle is not null")
                .bind("id", reportId)
                .mapTo(byte[].class)
                .findOne()
                .map(Tables::expanded);
    }

    static Optional<byte[]> results(Handle handle, String reportId) {
        return handle.createQuery("select results from report where report_id = :id and results is not null")
                .bind("id", reportId)
                .mapTo(byte[].class)
                .findOne();
    }
}
