package org.einthoven.app.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.einthoven.app.database.Database;
import org.einthoven.app.database.DatabaseException;
import org.einthoven.app.database.PostgresAddress;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Where every ECG stands, and when what waits is tried again. A write that returned survives a power cut. Reasons hold no
 * patient data, and patients stand in it as keyed hashes, but for those that a person assigned. Safe for use by many
 * threads; several nodes may share one in PostgreSQL.
 */
public final class Ledger implements AutoCloseable {
    /** What the clocks of nodes that share a ledger may be apart. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    /** Until what a queue did not take is sent there again. */
    private static final Duration PAUSE_OF_QUEUE = Duration.ofSeconds(5);

    private static final Duration PERHAPS_LOST = Duration.ofMinutes(30);

    private static final String NAME = "ledger";
    private static final String MIGRATIONS = "org/einthoven/app/ledger/migration";

    /** For how long a write that succeeded says that the next one would. */
    private static final Duration PROVES = Duration.ofSeconds(2);

    private final Database database;
    private final Clock clock;
    private final String node;
    private final PatientKeys patientKeys;
    /** Until when, in nanoseconds of no particular beginning. */
    private long proven = System.nanoTime();

    private Ledger(Database database, Clock clock, String node) {
        this.database = database;
        this.clock = clock;
        this.node = node;
        this.patientKeys = PatientKeys.open(database);
    }

    /**
     * Opens or makes the ledger in a folder.
     *
     * @param node this gateway node's name, which stands in each step that it does
     */
    public static Ledger open(Path folder, Clock clock, String node) throws LedgerException {
        Path file = folder.resolve("ledger.db");
        return opened(file.toString(), () -> Database.sqlite(NAME, file, MIGRATIONS), clock, node);
    }

    /** Opens or makes the ledger in the schema "ledger" of a PostgreSQL database. */
    public static Ledger open(PostgresAddress address, Clock clock, String node) throws LedgerException {
        return opened("in " + address, () -> Database.postgresql(NAME, address, MIGRATIONS), clock, node);
    }

    private static Ledger opened(String place, Supplier<Database> opening, Clock clock, String node)
            throws LedgerException {
        Database database = null;
        try {
            database = opening.get();
            return new Ledger(database, clock, node);
        } catch (DatabaseException e) {
            if (database != null) {
                database.close();
            }
            String remedy = e.isBroken() ? "; docs/repair.md (A broken ledger) tells how it is made anew" : "";
            throw new LedgerException("the ledger " + place + " cannot be opened: " + e.getMessage() + remedy, e);
        }
    }

    /** What waits for its next try. */
    public RetrySchedule schedule() {
        return new RetrySchedule(this);
    }

    /** Looking things up, for people. */
    public LedgerSearch search() {
        return new LedgerSearch(this);
    }

    /** What the jobs did that look after the rest. */
    public JobRuns jobs() {
        return new JobRuns(this);
    }

    /** Reports that were made. */
    public KeptReports reports() {
        return new KeptReports(this);
    }

    /** Until when sources of ECGs were looked through. */
    public SourceMarks sourceMarks() {
        return new SourceMarks(this);
    }

    /** Reports that destinations took, to be compared with what they have. */
    public SentReports sentReports() {
        return new SentReports(this);
    }

    /** What retention takes out of the ledger. */
    public Removal removal() {
        return new Removal(this);
    }

    /** Storage commitments that peers ask for. */
    public Commitments commitments() {
        return new Commitments(this);
    }

    /** Storage commitments that archives are asked for. */
    public ArchiveCommitments archiveCommitments() {
        return new ArchiveCommitments(this);
    }

    /** Fills a ledger that was lost. */
    public Rebuilding rebuilding() {
        return new Rebuilding(this);
    }

    /** Keeps a job from other nodes until it is closed; empty when one of them has it. */
    public Optional<JobLock> lock(String job) throws LedgerException {
        try {
            return JobLock.of(database, job);
        } catch (SQLException | DatabaseException e) {
            throw new LedgerException("the ledger cannot lock the job " + job, e);
        }
    }

    /**
     * Writes, so that it fails where nothing could be acknowledged: a database that only answers is not ready. Anybody may
     * ask how a gateway is, so it writes no more often than every few seconds.
     */
    public synchronized void probe() throws LedgerException {
        if (System.nanoTime() - proven < 0) {
            return;
        }
        String now = Long.toString(clock.millis());
        write(handle -> handle.createUpdate("insert into setting (name, value) values (:name, :now)"
                        + " on conflict (name) do update set value = excluded.value")
                .bind("name", "probe " + node)
                .bind("now", now)
                .execute());
        proven = System.nanoTime() + PROVES.toNanos();
    }

    /** Whether an ECG of this source came in, by whatever way. */
    public boolean isKnown(String sourceIdentifier) throws LedgerException {
        String identifier = SourceIdentity.identifier(sourceIdentifier);
        return read(handle -> ReceivedTable.isKnown(handle, identifier));
    }

    /** Whether another ECG was read that has this one's SOP Instance UID and other content. */
    public boolean isInConflict(SourceIdentity source) throws LedgerException {
        return read(handle -> !SourceConflicts.of(handle, source).isEmpty());
    }

    /** What people send on its way again. */
    public Replays replays() {
        return new Replays(this);
    }

    /** Makes the keys that stand for patients. */
    public PatientKeys patientKeys() {
        return patientKeys;
    }

    /** Notes that bytes came in; what was given up before is tried again. */
    public void received(Arrival arrival) throws LedgerException {
        write(handle -> {
            ReceivedTable.arrived(handle, arrival, node);
            StepTable.add(
                    handle, arrival.object(), arrival.at().toEpochMilli(), StepTable.RECEIVE, "RECEIVED", null, node);
            return null;
        });
    }

    /**
     * Keeps a report and notes that it goes to these destinations; where it arrived before, that stands. Where the one
     * that it revises has not arrived, this one goes in its place.
     *
     * @return the destinations whose queue it belongs in now
     */
    public List<ReportAddress> interpreted(MadeReport made, List<String> destinations) throws LedgerException {
        byte[] bundle = Tables.compressed(made.bundle());
        long at = made.at().toEpochMilli();
        return write(handle -> {
            ReportTable.keep(handle, made, bundle);
            SourceConflicts.note(handle, made, at, node);
            ReceivedTable.interpreted(
                    handle, made.original(), made.format(), made.source(), made.reportId(), made.reason(), at);
            DeliveryTable.addressed(handle, made.original(), made.reportId(), made.patientKey(), destinations, at);
            StepTable.add(handle, made.original(), at, StepTable.INTERPRET, "INTERPRETED", made.reason(), node);
            supersede(handle, made, destinations);
            return DeliveryTable.toBeQueued(handle, made.reportId(), destinations);
        });
    }

    private void supersede(Handle handle, MadeReport made, List<String> destinations) {
        String older = made.supersedes();
        if (older == null) {
            return;
        }
        for (ReportAddress open : DeliveryTable.superseded(handle, older, destinations)) {
            if (open.lane() == Lane.LIVE) {
                DeliveryTable.hurried(handle, made.reportId(), open.destination());
            }
            StepTable.addTo(
                    handle,
                    made.original(),
                    made.at().toEpochMilli(),
                    StepTable.DELIVER,
                    open.destination(),
                    "SUPERSEDED",
                    "a newer report goes there in place of " + older,
                    node);
        }
    }

    /**
     * Links bytes to the report that their ECG has already.
     *
     * @return the destinations whose queue the report belongs in now
     */
    public List<ReportAddress> repeated(
            ObjectHash object, String format, SourceIdentity source, String reportId, List<String> destinations)
            throws LedgerException {
        long at = clock.millis();
        return write(handle -> {
            ReportTable.Kept kept = ReportTable.find(handle, reportId).orElseThrow();
            ReceivedTable.interpreted(handle, object, format, source, reportId, kept.reason(), at);
            DeliveryTable.addressed(handle, object, reportId, kept.patientKey(), destinations, at);
            DeliveryTable.hurried(handle, object, reportId);
            StepTable.add(handle, object, at, StepTable.INTERPRET, "REPEATED", null, node);
            return DeliveryTable.toBeQueued(handle, reportId, destinations);
        });
    }

    /**
     * Notes that bytes cannot be decoded.
     *
     * @return false where it has its report, which stands
     */
    public boolean quarantined(ObjectHash object, String reason) throws LedgerException {
        return notRead(object, "QUARANTINED", reason, null);
    }

    /**
     * Notes that an ECG was tried in vain and is not tried again.
     *
     * @return false where it has its report; what of that did not get into the queues of its destinations goes there soon
     */
    public boolean failed(ObjectHash object, String reason) throws LedgerException {
        return notRead(object, "FAILED", reason, null);
    }

    /** Notes that an ECG could not be read now and is read again at this time. */
    public void postponed(ObjectHash object, String reason, Instant nextTryAt) throws LedgerException {
        notRead(object, "RECEIVED", reason, nextTryAt);
    }

    private boolean notRead(ObjectHash object, String state, String reason, @Nullable Instant nextTryAt)
            throws LedgerException {
        long at = clock.millis();
        return write(handle -> {
            String outcome = nextTryAt == null ? state : "POSTPONED";
            boolean unread = ReceivedTable.notRead(handle, object, state, reason, nextTryAt, at);
            if (!unread) {
                Instant soon = nextTryAt == null ? Instant.ofEpochMilli(at).plus(PAUSE_OF_QUEUE) : nextTryAt;
                // What cannot be decoded was left over: it was not the queues of its report that failed.
                boolean unqueued =
                        !state.equals("QUARANTINED") && DeliveryTable.notQueued(handle, object, reason, soon, at);
                outcome = unqueued ? "POSTPONED" : "LATE";
            }
            StepTable.add(handle, object, at, StepTable.INTERPRET, outcome, reason, node);
            return unread;
        });
    }

    /** How often an ECG was read in vain. */
    public int tries(ObjectHash object) throws LedgerException {
        return read(handle -> ReceivedTable.tries(handle, object));
    }

    /** How often an ECG's tries ended for this reason since a person last sent it on its way again. */
    public int tries(ObjectHash object, String reason) throws LedgerException {
        return read(handle -> StepTable.count(handle, object, reason));
    }

    /**
     * Notes an ECG that a queue hands over and of which nothing is known, as when the database was restored from a backup,
     * so that whatever becomes of it can be seen.
     */
    public void found(Arrival arrival) throws LedgerException {
        long now = clock.millis();
        write(handle -> {
            if (ReceivedTable.found(handle, arrival, node, null, now)) {
                StepTable.add(handle, arrival.object(), now, StepTable.RECEIVE, "FOUND", null, node);
            }
            return null;
        });
    }

    /** An ECG that a queue hands over; empty where the ledger does not know of it. */
    public Optional<ReadingTask> readingTask(ObjectHash object) throws LedgerException {
        return read(handle -> ReceivedTable.readingTask(handle, object));
    }

    /** Whose ECG it is by a person's word, which stands above what the ECG says. */
    public Optional<AssignedPatient> assignedPatient(ObjectHash object) throws LedgerException {
        return readingTask(object).map(ReadingTask::patient);
    }

    /** How many ECGs of a lane wait to be read, counted no further than this. */
    public long unread(Lane lane, int atMost) throws LedgerException {
        return read(handle -> ReceivedTable.unread(handle, lane, atMost));
    }

    /**
     * Whether an ECG of a lane could have been read for so long, and is not. One that could have been for half an hour does
     * not count: it may have been lost on its way into the queue, which a busy gateway finds after hours.
     */
    public boolean isLate(Lane lane, Duration since) throws LedgerException {
        long now = clock.millis();
        return read(
                handle -> ReceivedTable.isQueued(handle, lane, now - PERHAPS_LOST.toMillis(), now - since.toMillis()));
    }

    /** A report on its way to a destination; empty when the ledger does not know of it. */
    public Optional<DeliveryTask> deliveryTask(String reportId, String destination) throws LedgerException {
        return read(handle -> DeliveryTable.task(handle, reportId, destination));
    }

    /**
     * Notes how a report was taken; of an outcome that comes too late to matter only that it came.
     *
     * @param version the report's version at the destination, where it is there
     */
    public void delivery(String reportId, Delivery delivery, @Nullable String version) throws LedgerException {
        long at = clock.millis();
        String said = delivery.reason() == null ? delivery.warning() : delivery.reason();
        write(handle -> {
            String outcome = delivery.state().name();
            boolean noted = DeliveryTable.tried(handle, reportId, delivery, version, at);
            StepTable.addDelivery(
                    handle,
                    reportId,
                    delivery.destination(),
                    at,
                    noted ? outcome : "LATE",
                    noted ? said : outcome + (said == null ? "" : ": " + said),
                    node);
            return null;
        });
    }

    /** Puts a report off without counting a try: its destination does not answer anyone, or an earlier one goes first. */
    public void deferred(String reportId, String destination, String reason, Instant nextTryAt) throws LedgerException {
        long at = clock.millis();
        write(handle -> {
            DeliveryTable.deferred(handle, reportId, destination, reason, nextTryAt, at);
            return null;
        });
    }

    /**
     * Puts a report off without counting a try until its archive has committed it, or until this time; at once where the archive
     * has said so meanwhile.
     */
    public void awaited(String reportId, String destination, String reason, Instant until) throws LedgerException {
        long at = clock.millis();
        write(handle -> {
            boolean awaited = ArchiveCommitments.isAwaited(handle, reportId, destination);
            Instant next = awaited ? until : Instant.ofEpochMilli(at);
            DeliveryTable.deferred(handle, reportId, destination, reason, next, at);
            return null;
        });
    }

    Clock clock() {
        return clock;
    }

    String node() {
        return node;
    }

    Database database() {
        return database;
    }

    <T extends @Nullable Object> T write(Function<Handle, T> work) throws LedgerException {
        try {
            return database.write(work);
        } catch (DatabaseException e) {
            if (e.isDataFault()) {
                // Not the ledger's fault: the ECG goes out of the way instead of its message coming back for ever.
                throw e;
            }
            throw new LedgerException("the ledger cannot be written: " + e.getMessage(), e);
        }
    }

    <T extends @Nullable Object> T read(Function<Handle, T> work) throws LedgerException {
        try {
            return database.read(work);
        } catch (DatabaseException e) {
            throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
