package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.SopReference;
import org.einthoven.ecg.SourceIdentity;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Storage commitments that peers ask for, from the request to the peer's word that it heard the result. What is claimed is left
 * alone until a time; whoever claimed it and ends leaves it to the next who looks then.
 */
public final class Commitments {
    /** So many outcomes a transaction: what comes in waits for no more. */
    private static final int TOGETHER = 500;

    private static final String ORIGINALS = """
            select r.object_hash, r.source_key, r.removed_at, a.at as archived_at, a.sop_class_uid,
                case when r.state = 'RECEIVED' or (r.state = 'INTERPRETED' and exists (select 1 from report p
                    join delivery d on d.report_id = p.report_id where p.source_key = r.source_key
                    and d.destination = :archive and d.state = 'WAITING')) then 1 else 0 end as on_its_way
            from received r left join archived a on a.object_hash = r.object_hash and a.destination = :archive
            where r.source_identifier = :identifier and coalesce(r.format, 'DICOM') = 'DICOM' order by r.sequence""";

    private final Ledger ledger;

    Commitments(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * An original that bears a SOP Instance UID.
     *
     * @param content equal for originals whose content is, in whatever bytes; null while it was not read
     * @param removed whether retention removed it
     * @param archived whether the archive that was asked about has committed it
     * @param archivedClass of which SOP class; null where it has not, or did before that was noted
     * @param onItsWay whether it may still get there by itself
     */
    public record Original(
            ObjectHash object,
            @Nullable String content,
            boolean removed,
            boolean archived,
            @Nullable String archivedClass,
            boolean onItsWay) {}

    /**
     * What becomes of an object.
     *
     * @param outcome {@link Commitment#COMMITTED} or the Failure Reason
     * @param originals the originals that are meant; empty for a failure
     * @param archive the destination that answers for them; null where this gateway does, and keeps them from now on
     */
    public record Outcome(
            int position,
            int outcome,
            List<ObjectHash> originals,
            @Nullable String archive) {
        public Outcome {
            originals = List.copyOf(originals);
        }

        public static Outcome failed(int position, int reason) {
            return new Outcome(position, reason, List.of(), null);
        }
    }

    /**
     * Notes a request. The same one again is the same commitment, decided and told anew: its peer did not hear, or objects
     * came in since.
     *
     * @param nextTryAt when it is looked at, unless it is decided before
     * @return false where the peer used the Transaction UID for other objects
     */
    public boolean asked(CommitmentRequest request, String peer, Instant nextTryAt) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> {
            long sequence = note(handle, request.transactionUid(), peer, nextTryAt, now);
            List<SopReference> known = objects(handle, sequence).stream()
                    .map(Commitment.Asked::instance)
                    .toList();
            if (known.isEmpty()) {
                insert(handle, sequence, request.instances());
                return true;
            }
            // A sequence has an order that means nothing here.
            if (!Set.copyOf(known).equals(Set.copyOf(request.instances()))) {
                return false;
            }
            reopen(handle, sequence, nextTryAt, now);
            return true;
        });
    }

    private static long note(Handle handle, String transactionUid, String peer, Instant nextTryAt, long now) {
        return handle.createQuery("""
                        insert into commitment (peer, transaction_uid, asked_at, state, next_try_at, changed_at)
                        values (:peer, :uid, :now, 'ASKED', :next, :now)
                        on conflict (peer, transaction_uid) do update set changed_at = :now returning sequence""")
                .bind("peer", peer)
                .bind("uid", transactionUid)
                .bind("now", now)
                .bind("next", nextTryAt.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    private static void insert(Handle handle, long sequence, List<SopReference> instances) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into commitment_object"
                        + " (commitment, position, sop_class_uid, sop_instance_uid) values (:commitment, :position, :class, :uid)");
        for (int i = 0; i < instances.size(); i++) {
            batch.bind("commitment", sequence)
                    .bind("position", i)
                    .bind("class", instances.get(i).sopClassUid())
                    .bind("uid", instances.get(i).sopInstanceUid())
                    .add();
        }
        batch.execute();
    }

    private static void reopen(Handle handle, long sequence, Instant nextTryAt, long now) {
        handle.createUpdate("update commitment set state = 'ASKED', asked_at = :now, tries = 0, reason = null,"
                        + " next_try_at = :next, changed_at = :now where sequence = :sequence")
                .bind("sequence", sequence)
                .bind("now", now)
                .bind("next", nextTryAt.toEpochMilli())
                .execute();
        handle.createUpdate("update commitment_object set outcome = null where commitment = :sequence")
                .bind("sequence", sequence)
                .execute();
    }

    /** A commitment by the name that its peer gave it. */
    public Optional<Commitment> find(String peer, String transactionUid) throws LedgerException {
        return ledger.read(handle -> handle.createQuery(
                        "select sequence from commitment where peer = :peer and transaction_uid = :uid")
                .bind("peer", peer)
                .bind("uid", transactionUid)
                .mapTo(Long.class)
                .findOne()
                .map(sequence -> read(handle, sequence)));
    }

    private static Commitment read(Handle handle, long sequence) {
        List<Commitment.Asked> objects = objects(handle, sequence);
        return handle.createQuery("select * from commitment where sequence = :sequence")
                .bind("sequence", sequence)
                .map((row, context) -> new Commitment(
                        sequence,
                        row.getString("peer"),
                        row.getString("transaction_uid"),
                        Instant.ofEpochMilli(row.getLong("asked_at")),
                        row.getInt("tries"),
                        objects))
                .one();
    }

    private static List<Commitment.Asked> objects(Handle handle, long sequence) {
        return handle.createQuery("select * from commitment_object where commitment = :sequence order by position")
                .bind("sequence", sequence)
                .map((row, context) -> {
                    Long outcome = Tables.number(row, "outcome");
                    return new Commitment.Asked(
                            row.getInt("position"),
                            new SopReference(row.getString("sop_class_uid"), row.getString("sop_instance_uid")),
                            outcome == null ? null : outcome.intValue());
                })
                .list();
    }

    /** Takes those that are to be decided now, the ones that have waited for longest first. */
    public List<Commitment> claimUndecided(int atMost, Instant until) throws LedgerException {
        return claim("state = 'ASKED' and next_try_at <= :now", null, atMost, until);
    }

    /** Takes one whose result a peer is to be told now. */
    public Optional<Commitment> claimUntold(String peer, Instant until) throws LedgerException {
        return claim("state = 'DECIDED' and next_try_at <= :now and peer = :peer", peer, 1, until).stream()
                .findFirst();
    }

    private List<Commitment> claim(String due, @Nullable String peer, int atMost, Instant until)
            throws LedgerException {
        long now = ledger.clock().millis();
        List<Long> claimed = ledger.write(handle -> handle.createQuery(
                        "update commitment set next_try_at = :until where sequence in (select sequence"
                                + " from commitment where " + due + " order by next_try_at, sequence limit :most "
                                + ledger.database().dialect().skipLocked() + ") returning sequence")
                .bindMap(peer == null ? Map.of() : Map.of("peer", peer))
                .bind("until", until.toEpochMilli())
                .bind("now", now)
                .bind("most", atMost)
                .mapTo(Long.class)
                .list());
        return ledger.read(handle ->
                claimed.stream().map(sequence -> read(handle, sequence)).toList());
    }

    /** The peers that are to be told something now. */
    public List<String> peersToTell() throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.read(handle -> handle.createQuery("select distinct peer from commitment where state = 'DECIDED'"
                        + " and next_try_at <= :now order by peer")
                .bind("now", now)
                .mapTo(String.class)
                .list());
    }

    /**
     * The DICOM objects that came in under a SOP Instance UID, in whatever state; several where they differ.
     *
     * @param archive the destination that is asked about
     */
    public List<Original> originals(String sopInstanceUid, String archive) throws LedgerException {
        String identifier = SourceIdentity.identifier(sopInstanceUid);
        return ledger.read(handle -> handle.createQuery(ORIGINALS)
                .bind("identifier", identifier)
                .bind("archive", archive)
                .map((row, context) -> new Original(
                        new ObjectHash(row.getString("object_hash")),
                        row.getString("source_key"),
                        Tables.time(row, "removed_at") != null,
                        Tables.time(row, "archived_at") != null,
                        row.getString("sop_class_uid"),
                        row.getInt("on_its_way") == 1))
                .list());
    }

    /** Has those looked at soon that wait for an object. */
    static void lookNow(Handle handle, String sopInstanceUid, long now) {
        handle.createUpdate("update commitment set next_try_at = :now where state = 'ASKED' and next_try_at > :now"
                        + " and sequence in (select commitment from commitment_object"
                        + " where sop_instance_uid = :uid and outcome is null)")
                .bind("now", now)
                .bind("uid", sopInstanceUid)
                .execute();
    }

    /**
     * Notes what becomes of objects. An original that is kept from now on and was removed in this very moment is not
     * committed.
     */
    public void note(Commitment commitment, List<Outcome> outcomes) throws LedgerException {
        long now = ledger.clock().millis();
        for (int from = 0; from < outcomes.size(); from += TOGETHER) {
            List<Outcome> part = outcomes.subList(from, Math.min(outcomes.size(), from + TOGETHER));
            ledger.write(handle -> {
                part.forEach(outcome -> note(handle, commitment, outcome, now));
                return null;
            });
        }
    }

    private void note(Handle handle, Commitment commitment, Outcome outcome, long now) {
        boolean there = outcome.outcome() != Commitment.COMMITTED
                || !isKept(handle, outcome)
                || keep(handle, outcome.originals(), now);
        int noted = there ? outcome.outcome() : CommitmentResult.Failure.NO_SUCH_OBJECT;
        handle.createUpdate("update commitment_object set outcome = :outcome"
                        + " where commitment = :commitment and position = :position")
                .bind("outcome", noted)
                .bind("commitment", commitment.sequence())
                .bind("position", outcome.position())
                .execute();
        if (noted == Commitment.COMMITTED) {
            String reason = "its storage was committed to " + commitment.peer();
            for (ObjectHash original : outcome.originals()) {
                StepTable.add(handle, original, now, StepTable.COMMIT, "COMMITTED", reason, ledger.node());
            }
        }
    }

    /** What an archive may have otherwise than it came only this gateway has. */
    private static boolean isKept(Handle handle, Outcome outcome) {
        return outcome.archive() == null || ArchivedTable.isDoubtful(handle, outcome.originals(), outcome.archive());
    }

    /** Keeps originals from retention; whether all of them are still there. */
    static boolean keep(Handle handle, List<ObjectHash> originals, long now) {
        return handle.createUpdate("update received set committed_at = coalesce(committed_at, :now)"
                                + " where object_hash in (<objects>) and removed_at is null")
                        .bind("now", now)
                        .bindList(
                                "objects",
                                originals.stream().map(ObjectHash::hex).toList())
                        .execute()
                == originals.size();
    }

    /**
     * Notes that a commitment is decided, where an outcome is known for each of its objects.
     *
     * @param nextTryAt when its peer is told, unless it has heard before
     * @return the commitment as it is decided; empty where something is still unknown
     */
    public Optional<Commitment> decided(Commitment commitment, Instant nextTryAt) throws LedgerException {
        long now = ledger.clock().millis();
        boolean decided = ledger.write(handle ->
                handle.createUpdate("update commitment set state = 'DECIDED', next_try_at = :next, changed_at = :now"
                                        + " where sequence = :sequence and state in ('ASKED', 'DECIDED') and not exists (select 1"
                                        + " from commitment_object where commitment = :sequence and outcome is null)")
                                .bind("next", nextTryAt.toEpochMilli())
                                .bind("now", now)
                                .bind("sequence", commitment.sequence())
                                .execute()
                        == 1);
        return decided ? Optional.of(ledger.read(handle -> read(handle, commitment.sequence()))) : Optional.empty();
    }

    /** Looks at one again at this time. */
    public void postponed(Commitment commitment, Instant nextTryAt) throws LedgerException {
        ledger.write(handle -> handle.createUpdate(
                        "update commitment set next_try_at = :next where sequence = :sequence and state = 'ASKED'")
                .bind("next", nextTryAt.toEpochMilli())
                .bind("sequence", commitment.sequence())
                .execute());
    }

    /** Notes that a peer has heard a result. */
    public void reported(String peer, String transactionUid) throws LedgerException {
        long now = ledger.clock().millis();
        ledger.write(handle -> handle.createUpdate("update commitment set state = 'REPORTED', reason = null,"
                        + " next_try_at = null, changed_at = :now"
                        + " where peer = :peer and transaction_uid = :uid and state in ('DECIDED', 'UNREPORTED')")
                .bind("now", now)
                .bind("peer", peer)
                .bind("uid", transactionUid)
                .execute());
    }

    /**
     * Notes that a peer could not be told.
     *
     * @param nextTryAt null when it is given up
     */
    public void untold(Commitment commitment, String reason, @Nullable Instant nextTryAt) throws LedgerException {
        long now = ledger.clock().millis();
        ledger.write(handle -> handle.createUpdate("update commitment set state = :state, reason = :reason,"
                        + " tries = tries + 1, next_try_at = :next, changed_at = :now"
                        + " where sequence = :sequence and state = 'DECIDED'")
                .bind("state", nextTryAt == null ? "UNREPORTED" : "DECIDED")
                .bind("reason", Tables.text(reason))
                .bind("next", nextTryAt == null ? null : nextTryAt.toEpochMilli())
                .bind("now", now)
                .bind("sequence", commitment.sequence())
                .execute());
    }

    /** Tells a peer nothing more before this time: it cannot be reached. */
    public void quiet(String peer, Instant until) throws LedgerException {
        ledger.write(handle -> handle.createUpdate("update commitment set next_try_at = :until"
                        + " where peer = :peer and state = 'DECIDED' and next_try_at < :until")
                .bind("until", until.toEpochMilli())
                .bind("peer", peer)
                .execute());
    }

    /** How many wait, by state. */
    public Map<String, Long> counts() throws LedgerException {
        return ledger.read(handle -> handle
                .createQuery("select state, count(*) as number from commitment"
                        + " where state in ('ASKED', 'DECIDED') group by state")
                .map((row, context) -> Map.entry(row.getString("state"), row.getLong("number")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Forgets those that have not changed since before this and of which nothing more will come; how many. */
    public int remove(Instant before) throws LedgerException {
        return ledger.write(handle -> handle.createUpdate(
                        "delete from commitment where changed_at < :before and state in ('REPORTED', 'UNREPORTED')")
                .bind("before", before.toEpochMilli())
                .execute());
    }
}
