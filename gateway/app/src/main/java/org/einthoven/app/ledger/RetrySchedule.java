package org.einthoven.app.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What is due for its next try. To claim is to take it out of the schedule in one committed step, so that of several
 * nodes one sends it; {@link #ecgsSent} and {@link #reportsSent} say that it lies in its queue. What is claimed and never sent,
 * because its node ended, {@link #recoverClaimedEcgs} and {@link #recoverClaimedReports} give out again; what a queue lost is found by {@link #recoverEcgs} and
 * {@link #recoverReports}.
 */
public final class RetrySchedule {
    private static final int MOST_CHANGED = 1000;
    /** Milliseconds as a rule; sixteen that a broker takes each at the last moment take more than five minutes. */
    private static final Duration TIME_TO_SEND = Duration.ofMinutes(7);

    private static final int LOOKED_AT_TOGETHER = 1000;
    private static final String PUT_BACK = "next_try_at = :next, claimed_at = null, reason = :reason";
    private static final String UNTAKEN = "its queue does not take it now: ";
    private static final String SENT =
            "claimed_at = null, reason = case when reason like '" + UNTAKEN + "%' then null else reason end";

    static final String DUE_ECGS = "select sequence from received where lane = :lane and state = 'RECEIVED'"
            + " and next_try_at <= :now order by next_try_at, sequence limit :most ";
    /** A page of what is due, and of each whether an earlier one of the same patient is not there yet. */
    static final String DUE_REPORTS = "select d.sequence, d.next_try_at, case when "
            + DeliveryTable.EARLIER_WAITS
            + " then 1 else 0 end as held from delivery d where d.destination = :destination and d.lane = :lane"
            + " and d.state = 'WAITING' and d.next_try_at <= :now and (d.next_try_at, d.sequence) > (:time, :after)"
            + " order by d.next_try_at, d.sequence limit :most";

    static final String NEXT_REPORT = "select d.sequence from delivery d where d.next_try_at <= :now and d.sequence ="
            + " (select min(e.sequence) from delivery e where e.destination = :destination and e.lane = :lane"
            + " and e.state = 'WAITING' and e.patient_key ="
            + " (select patient_key from delivery where report_id = :report and destination = :destination)) and not "
            + DeliveryTable.EARLIER_WAITS;
    static final String QUEUED_ECGS = "lane = :of and state = 'RECEIVED' and next_try_at is null and changed_at ";
    static final String QUEUED_REPORTS =
            "destination = :of and state = 'WAITING' and next_try_at is null and changed_at ";

    static final String CLAIMED = " and claimed_at is not null";

    static final String AHEAD_ECGS =
            "lane = :of and state = 'RECEIVED' and next_try_at > :limit and changed_at > :limit";
    static final String AHEAD_REPORTS =
            "destination = :of and lane in ('LIVE', 'BACKFILL') and state = 'WAITING' and next_try_at > :limit"
                    + " and changed_at > :limit";

    private final Ledger ledger;
    /** When {@link #bringForward} looked last and found nothing; beyond every clock before. */
    private volatile long lookedAt = Long.MAX_VALUE;
    /** Where the next look at the reports of a destination and lane goes on, behind the first of them. */
    private final Map<String, Due> looks = new ConcurrentHashMap<>();

    RetrySchedule(Ledger ledger) {
        this.ledger = ledger;
    }

    /** An ECG that is due to be read again. */
    public record DueEcg(
            ObjectHash object,
            String channel,
            @Nullable String sender,
            Lane lane,
            long receivedAt,
            @Nullable String patientKey,
            long claimedAt) {}

    /** A report that is due to be offered again. */
    public record DueReport(
            String reportId, String destination, @Nullable String patientKey, long claimedAt) {}

    /** A report whose time has come, and whether another goes first. */
    private record Due(long sequence, long nextTryAt, boolean held) {
        static final Due NONE = new Due(0, 0, false);

        boolean isAfter(Due other) {
            return nextTryAt > other.nextTryAt || (nextTryAt == other.nextTryAt && sequence > other.sequence);
        }
    }

    /** Takes up to so many ECGs of a lane that are due, those that have been for longest first. */
    public List<DueEcg> claimEcgs(Lane lane, int atMost) throws LedgerException {
        long now = ledger.clock().millis();
        String due = DUE_ECGS + ledger.database().dialect().skipLocked();
        return ledger.write(handle -> handle.createQuery("update received set next_try_at = null, claimed_at = :now,"
                        + " changed_at = :now where sequence in (" + due
                        + ") returning object_hash, channel, sender, received_at, patient_key")
                .bind("lane", lane.name())
                .bind("now", now)
                .bind("most", atMost)
                .map((row, context) -> new DueEcg(
                        new ObjectHash(row.getString("object_hash")),
                        row.getString("channel"),
                        row.getString("sender"),
                        lane,
                        row.getLong("received_at"),
                        row.getString("patient_key"),
                        now))
                .list());
    }

    /**
     * Takes up to so many reports of a lane that are due at a destination, those that have been for longest first; none of a
     * patient of whom an earlier one is not there yet. Where most of a thousand must wait for an earlier one, it looks at
     * another thousand behind them, call after call at the next; {@link #goesOn} says so.
     */
    public List<DueReport> claimReports(String destination, Lane lane, int atMost) throws LedgerException {
        long now = ledger.clock().millis();
        // They are looked for beside the writer, which what comes in waits for, and only those that may go are changed
        // by it.
        Set<Long> free = new LinkedHashSet<>();
        List<Due> first = due(destination, lane, now, Due.NONE);
        take(first, atMost, free);
        if (first.size() < LOOKED_AT_TOGETHER) {
            looks.remove(look(destination, lane));
        } else if (free.size() < atMost) {
            lookBehind(first.get(first.size() - 1), destination, lane, now, atMost, free);
        }
        return free.isEmpty() ? List.of() : claim(free, destination, now);
    }

    private void lookBehind(Due first, String destination, Lane lane, long now, int atMost, Set<Long> free)
            throws LedgerException {
        String look = look(destination, lane);
        Due from = looks.getOrDefault(look, first);
        List<Due> page = due(destination, lane, now, from.isAfter(first) ? from : first);
        Due last = take(page, atMost, free);
        if (page.size() < LOOKED_AT_TOGETHER) {
            looks.remove(look);
        } else {
            looks.put(look, last);
        }
    }

    /** Whether the next call looks further, however few reports this one found. */
    public boolean goesOn(String destination, Lane lane) {
        return looks.containsKey(look(destination, lane));
    }

    private static String look(String destination, Lane lane) {
        return lane + " " + destination;
    }

    private List<Due> due(String destination, Lane lane, long now, Due after) throws LedgerException {
        return ledger.read(handle -> handle.createQuery(DUE_REPORTS)
                .bind("destination", destination)
                .bind("lane", lane.name())
                .bind("now", now)
                .bind("time", after.nextTryAt())
                .bind("after", after.sequence())
                .bind("most", LOOKED_AT_TOGETHER)
                .map((row, context) ->
                        new Due(row.getLong("sequence"), row.getLong("next_try_at"), row.getInt("held") == 1))
                .list());
    }

    /** Adds those that may go until there are enough; the last one that was looked at. */
    private static Due take(List<Due> page, int atMost, Set<Long> free) {
        Due last = Due.NONE;
        for (Due due : page) {
            if (free.size() == atMost) {
                break;
            }
            if (!due.held()) {
                free.add(due.sequence());
            }
            last = due;
        }
        return last;
    }

    /** Of those that are still due; another node may have been quicker. */
    private List<DueReport> claim(Collection<Long> sequences, String destination, long now) throws LedgerException {
        String due = "select sequence from delivery where sequence in (<found>) and state = 'WAITING'"
                + " and next_try_at <= :now " + ledger.database().dialect().skipLocked();
        return ledger.write(handle -> handle.createQuery("update delivery set next_try_at = null, claimed_at = :now,"
                        + " changed_at = :now where sequence in (" + due + ") returning report_id, patient_key")
                .bindList("found", sequences)
                .bind("now", now)
                .map((row, context) ->
                        new DueReport(row.getString("report_id"), destination, row.getString("patient_key"), now))
                .list());
    }

    /**
     * Takes the report that goes to a destination after this one, which is settled there: the next of the same patient,
     * where it is due. To be called often: it looks in the index of what waits, and writes only where it finds something.
     *
     * @param lane of the settled one: only after one out of an archive goes another of them, so that they do not get more
     */
    public Optional<DueReport> claimAfter(String reportId, String destination, Lane lane) throws LedgerException {
        long now = ledger.clock().millis();
        Optional<Long> next = next(reportId, destination, Lane.LIVE, now);
        if (next.isEmpty() && lane == Lane.BACKFILL) {
            next = next(reportId, destination, Lane.BACKFILL, now);
        }
        return next.isEmpty()
                ? Optional.empty()
                : claim(List.of(next.get()), destination, now).stream().findFirst();
    }

    private Optional<Long> next(String reportId, String destination, Lane lane, long now) throws LedgerException {
        return ledger.read(handle -> handle.createQuery(NEXT_REPORT)
                .bind("report", reportId)
                .bind("destination", destination)
                .bind("lane", lane.name())
                .bind("now", now)
                .mapTo(Long.class)
                .findFirst());
    }

    /** Says that ECGs which were claimed lie in their queue. */
    public void ecgsSent(List<DueEcg> sent) throws LedgerException {
        ledger.write(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    "update received set " + SENT + " where object_hash = :object and claimed_at = :claimed");
            sent.forEach(due -> batch.bind("object", due.object().hex())
                    .bind("claimed", due.claimedAt())
                    .add());
            return batch.execute();
        });
    }

    /** Says that reports which were claimed lie in their queue. */
    public void reportsSent(List<DueReport> sent) throws LedgerException {
        ledger.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("update delivery set " + SENT
                    + " where report_id = :report and destination = :destination and claimed_at = :claimed");
            sent.forEach(due -> batch.bind("report", due.reportId())
                    .bind("destination", due.destination())
                    .bind("claimed", due.claimedAt())
                    .add());
            return batch.execute();
        });
    }

    /**
     * Makes due again the ECGs of a lane that were claimed and are not known to lie in their queue. They may lie there: a
     * message that is left over does no harm.
     *
     * @return how many; more of them the next time, where there are thousands
     */
    public int recoverClaimedEcgs(Lane lane) throws LedgerException {
        return recoverClaims("received", QUEUED_ECGS, lane.name());
    }

    /** The same for the reports to a destination. */
    public int recoverClaimedReports(String destination) throws LedgerException {
        return recoverClaims("delivery", QUEUED_REPORTS, destination);
    }

    private int recoverClaims(String table, String queued, String of) throws LedgerException {
        long now = ledger.clock().millis();
        return change(
                table,
                "next_try_at = :now, changed_at = :now, claimed_at = null",
                queued + "<= :limit" + CLAIMED,
                now,
                Map.of("of", of, "limit", now - TIME_TO_SEND.toMillis()));
    }

    /** Puts an ECG back that was claimed and could not be sent, for this reason. */
    public void putBack(DueEcg due, Duration pause, String reason) throws LedgerException {
        long next = ledger.clock().millis() + pause.toMillis();
        ledger.write(handle -> handle.createUpdate("update received set " + PUT_BACK
                        + " where object_hash = :object and state = 'RECEIVED' and next_try_at is null"
                        + " and claimed_at = :claimed")
                .bind("next", next)
                .bind("reason", UNTAKEN + Tables.text(reason))
                .bind("claimed", due.claimedAt())
                .bind("object", due.object().hex())
                .execute());
    }

    /** Puts a report back that was claimed and could not be sent, for this reason. */
    public void putBack(DueReport due, Duration pause, String reason) throws LedgerException {
        long next = ledger.clock().millis() + pause.toMillis();
        ledger.write(handle -> handle.createUpdate("update delivery set " + PUT_BACK + " where report_id = :report"
                        + " and destination = :destination and state = 'WAITING' and next_try_at is null"
                        + " and claimed_at = :claimed")
                .bind("next", next)
                .bind("reason", UNTAKEN + Tables.text(reason))
                .bind("claimed", due.claimedAt())
                .bind("report", due.reportId())
                .bind("destination", due.destination())
                .execute());
    }

    /**
     * Makes due what the ledger says is in a lane's queue and has been for so long; to be called when it is known not to
     * be there: the queue is empty, or lost what it held.
     *
     * @return how many; more of them the next time, where there are thousands
     */
    public int recoverEcgs(Lane lane, Duration untouchedFor) throws LedgerException {
        return recover("received", QUEUED_ECGS, lane.name(), untouchedFor);
    }

    /** The same for the queue of a destination. */
    public int recoverReports(String destination, Duration untouchedFor) throws LedgerException {
        return recover("delivery", QUEUED_REPORTS, destination, untouchedFor);
    }

    /** What a clock touched that was put back since counts as touched now: by its own time it would wait for that time. */
    private int recover(String table, String queued, String of, Duration untouchedFor) throws LedgerException {
        long now = ledger.clock().millis();
        change(
                table,
                "changed_at = :now",
                queued + "> :limit",
                now,
                Map.of("of", of, "limit", now + Ledger.CLOCKS_DIFFER.toMillis()));
        return change(
                table,
                "next_try_at = :now, changed_at = :now",
                queued + "<= :limit",
                now,
                Map.of("of", of, "limit", now - untouchedFor.toMillis()));
    }

    /**
     * Where the clock was put back, has what waits by its earlier time wait for its own pause from now, and not for the
     * time by which the clock went back as well. Each row tells by itself when its pause began, so nothing that comes in
     * meanwhile hides it. Looks at once where the clock went back since it looked last, else once a minute.
     *
     * @param destinations whose reports are looked at
     * @return how many; more of them the next time, where there are thousands
     */
    public int bringForward(List<String> destinations) throws LedgerException {
        long now = ledger.clock().millis();
        if (lookedAt <= now && now < lookedAt + Ledger.CLOCKS_DIFFER.toMillis()) {
            return 0;
        }
        int changed = 0;
        for (Lane lane : Lane.values()) {
            changed += restart("received", AHEAD_ECGS, lane.name(), now);
        }
        for (String destination : destinations) {
            changed += restart("delivery", AHEAD_REPORTS, destination, now);
        }
        lookedAt = changed == 0 ? now : Long.MAX_VALUE;
        return changed;
    }

    private int restart(String table, String ahead, String of, long now) throws LedgerException {
        return change(
                table,
                "next_try_at = next_try_at - changed_at + :now, changed_at = :now",
                ahead,
                now,
                Map.of("of", of, "limit", now + Ledger.CLOCKS_DIFFER.toMillis()));
    }

    /** Looks for rows beside what is being written, then changes those of them that are still so; not too many at once. */
    private int change(String table, String set, String condition, long now, Map<String, Object> values)
            throws LedgerException {
        List<Long> found = ledger.read(
                handle -> handle.createQuery("select sequence from " + table + " where " + condition + " limit :most")
                        .bindMap(values)
                        .bind("most", MOST_CHANGED)
                        .mapTo(Long.class)
                        .list());
        return found.isEmpty()
                ? 0
                : ledger.write(handle -> handle.createUpdate(
                                "update " + table + " set " + set + " where sequence in (<found>) and " + condition)
                        .bindList("found", found)
                        .bindMap(values)
                        .bind("now", now)
                        .execute());
    }
}
