package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.SopReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Storage commitments that archives are asked for: a report is delivered there once its objects are committed. */
public final class ArchiveCommitments {
    private final Ledger ledger;

    ArchiveCommitments(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A commitment that was asked for: of which report, where, and the lines of its objects. */
    private record Asked(String transactionUid, String reportId, String destination, Set<String> objects) {}

    /**
     * Notes what an archive is about to be asked: its answer may come before its response.
     *
     * @param warning what it said although it took the objects
     */
    public void asked(CommitmentRequest request, String reportId, String destination, @Nullable String warning)
            throws LedgerException {
        long now = ledger.clock().millis();
        String objects =
                request.instances().stream().map(ArchiveCommitments::line).collect(Collectors.joining("\n"));
        ledger.write(handle -> handle.createUpdate("insert into archive_commitment"
                        + " (transaction_uid, report_id, destination, asked_at, objects, warning, state)"
                        + " values (:uid, :report, :destination, :now, :objects, :warning, 'OPEN')")
                .bind("uid", request.transactionUid())
                .bind("report", reportId)
                .bind("destination", destination)
                .bind("now", now)
                .bind("objects", Tables.text(objects))
                .bind("warning", Tables.text(warning))
                .execute());
    }

    private static String line(SopReference object) {
        return object.sopClassUid() + " " + object.sopInstanceUid();
    }

    /** What stands with an archive about a report: that it committed, else what it was asked last. */
    public Optional<ArchiveCommitment> find(String reportId, String destination) throws LedgerException {
        return ledger.read(handle -> handle.createQuery("select * from archive_commitment"
                        + " where report_id = :report and destination = :destination"
                        + " order by case state when 'COMMITTED' then 0 else 1 end, asked_at desc limit 1")
                .bind("report", reportId)
                .bind("destination", destination)
                .map((row, context) -> new ArchiveCommitment(
                        row.getString("transaction_uid"),
                        Instant.ofEpochMilli(row.getLong("asked_at")),
                        ArchiveCommitment.State.valueOf(row.getString("state")),
                        row.getString("warning"),
                        row.getString("reason")))
                .findFirst());
    }

    /** The objects that an archive was asked about. */
    public List<SopReference> objects(ArchiveCommitment commitment) throws LedgerException {
        return ledger.read(handle -> asked(handle, commitment.transactionUid()).stream()
                .flatMap(asked -> asked.objects().stream())
                .map(line -> line.split(" ", 2))
                .map(parts -> new SopReference(parts[0], parts[1]))
                .toList());
    }

    /** Forgets what an archive was asked about a report: use was made of what it said, or it said nothing. */
    public void forget(String reportId, String destination) throws LedgerException {
        ledger.write(handle -> handle.createUpdate(
                        "delete from archive_commitment where report_id = :report and destination = :destination")
                .bind("report", reportId)
                .bind("destination", destination)
                .execute());
    }

    /**
     * Notes what an archive says, and has the report go on at once. Committed is only what it names of all that it was asked.
     *
     * @return false where nobody asked
     */
    public boolean result(CommitmentResult result) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> {
            Optional<Asked> known = asked(handle, result.transactionUid());
            known.ifPresent(asked -> note(handle, asked, result, now));
            return known.isPresent();
        });
    }

    private static Optional<Asked> asked(Handle handle, String transactionUid) {
        return handle.createQuery("select * from archive_commitment where transaction_uid = :uid")
                .bind("uid", transactionUid)
                .map((row, context) -> new Asked(
                        transactionUid,
                        row.getString("report_id"),
                        row.getString("destination"),
                        Set.of(row.getString("objects").split("\n"))))
                .findOne();
    }

    private void note(Handle handle, Asked asked, CommitmentResult result, long now) {
        Set<String> committed = new HashSet<>(asked.objects());
        committed.retainAll(
                result.committed().stream().map(ArchiveCommitments::line).collect(Collectors.toSet()));
        result.failed().forEach(failure -> committed.remove(line(failure.instance())));
        boolean all = committed.size() == asked.objects().size();
        settle(handle, asked.transactionUid(), all ? null : reason(asked, committed, result));
        archived(handle, asked, committed, now);
        handle.createUpdate("update delivery set next_try_at = :now, changed_at = :now where report_id = :report"
                        + " and destination = :destination and state = 'WAITING' and next_try_at is not null")
                .bind("now", now)
                .bind("report", asked.reportId())
                .bind("destination", asked.destination())
                .execute();
    }

    private static String reason(Asked asked, Set<String> committed, CommitmentResult result) {
        String reasons = result.failed().stream()
                .map(failure -> String.format("%04X", failure.reason()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return "the archive does not commit " + (asked.objects().size() - committed.size()) + " of "
                + asked.objects().size() + " objects" + (reasons.isEmpty() ? "" : ": " + reasons);
    }

    private static void settle(Handle handle, String transactionUid, @Nullable String reason) {
        handle.createUpdate("update archive_commitment set state = :state, reason = :reason"
                        + " where transaction_uid = :uid")
                .bind(
                        "state",
                        (reason == null ? ArchiveCommitment.State.COMMITTED : ArchiveCommitment.State.FAILED).name())
                .bind("reason", reason)
                .bind("uid", transactionUid)
                .execute();
    }

    /** Where the original is among them, who waits for its commitment is told. */
    private void archived(Handle handle, Asked asked, Set<String> committed, long now) {
        for (String line : committed) {
            String[] parts = line.split(" ", 2);
            if (ArchivedTable.add(handle, asked.reportId(), asked.destination(), parts[0], parts[1], now)) {
                StepTable.addDelivery(
                        handle, asked.reportId(), asked.destination(), now, "COMMITTED", null, ledger.node());
                Commitments.lookNow(handle, parts[1], now);
            }
        }
    }

    /**
     * Notes that an archive took an object with another status than success, before it is asked to commit it: what it commits under
     * the UID may be another object, or a changed one. The original of which it says so stays with this gateway once a peer
     * relies on it, or did already.
     *
     * @param status four hexadecimal digits
     * @return false where it is not the original, where that was known, or where it has what it took plainly before
     */
    public boolean doubted(String reportId, String destination, String sopInstanceUid, String status)
            throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> {
            boolean noted = ArchivedTable.doubt(handle, reportId, destination, sopInstanceUid, status, now);
            if (noted) {
                String reason = "it answered C-STORE with status " + status
                        + ": it may have another object under this UID, or a changed one";
                StepTable.addDelivery(handle, reportId, destination, now, "DOUBTFUL", reason, ledger.node());
                List<ObjectHash> relied = ArchivedTable.committed(handle, reportId);
                if (!relied.isEmpty()) {
                    Commitments.keep(handle, relied, now);
                }
            }
            return noted;
        });
    }

    /** Whether an archive is still to say something about a report; holds up who would note what it says meanwhile. */
    static boolean isAwaited(Handle handle, String reportId, String destination) {
        return handle.createUpdate("update archive_commitment set state = 'OPEN'"
                                + " where report_id = :report and destination = :destination and state = 'OPEN'")
                        .bind("report", reportId)
                        .bind("destination", destination)
                        .execute()
                > 0;
    }

    /** Forgets what archives were asked before this; how much. */
    public int remove(Instant before) throws LedgerException {
        return Objects.requireNonNull(
                ledger.write(handle -> handle.createUpdate("delete from archive_commitment where asked_at < :before")
                        .bind("before", before.toEpochMilli())
                        .execute()));
    }
}
