package org.einthoven.app.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Where every ECG stands: an SQLite file (WAL, synchronous=FULL: a write that returned survives a power cut). Reasons
 * and identifiers in it hold no patient data beyond the identifiers of sources. Safe for use by many threads.
 */
public final class Ledger implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:org/einthoven/app/ledger/migration";
    private static final String SETTLED = "('DELIVERED', 'KEPT_VERIFIED')";

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private final GroupCommit writer;
    private final Clock clock;

    private Ledger(HikariDataSource source, Clock clock) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        this.writer = new GroupCommit(jdbi);
        this.clock = clock;
    }

    /** Opens or makes the ledger in a folder and brings its tables up to date. */
    public static Ledger open(Path folder, Clock clock) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl("jdbc:sqlite:" + folder.toAbsolutePath().resolve("ledger.db"));
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", "30000");
        config.setMaximumPoolSize(5);
        HikariDataSource source = new HikariDataSource(config);
        try {
            Flyway.configure().dataSource(source).locations(MIGRATIONS).load().migrate();
            return new Ledger(source, clock);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Notes that bytes came in; what was given up before is tried again. */
    public void received(Arrival arrival) throws LedgerException {
        write(handle -> handle.createUpdate("""
                        insert into received (object_hash, channel, sender, received_at, last_received_at, arrivals,
                                state, changed_at)
                        values (:object, :channel, :sender, :at, :at, 1, 'RECEIVED', :at)
                        on conflict (object_hash) do update set arrivals = arrivals + 1, last_received_at = :at,
                                state = case state when 'INTERPRETED' then state else 'RECEIVED' end,
                                reason = case state when 'INTERPRETED' then reason end""")
                .bind("object", arrival.object().hex())
                .bind("channel", arrival.channel())
                .bind("sender", arrival.sender())
                .bind("at", arrival.at().toString())
                .execute());
    }

    /** Notes that an ECG has its report. To be called when the report is safely on its way. */
    public void interpreted(MadeReport made) throws LedgerException {
        write(handle -> {
            handle.createUpdate("""
                            insert into report (report_id, source_key, model, object_hash, original_hash, analysed,
                                    reason, made_at)
                            values (:id, :source, :model, :report, :original, :analysed, :reason, :at)
                            on conflict (report_id) do nothing""")
                    .bind("id", made.reportId())
                    .bind("source", made.source().key())
                    .bind("model", made.model())
                    .bind("report", made.report().hex())
                    .bind("original", made.original().hex())
                    .bind("analysed", made.analysed())
                    .bind("reason", made.reason())
                    .bind("at", made.at().toString())
                    .execute();
            handle.createUpdate("""
                            update received set state = 'INTERPRETED', reason = :reason, changed_at = :at,
                                    format = :format, source_identifier = :identifier, source_key = :source,
                                    report_id = :id
                            where object_hash = :original""")
                    .bind("reason", made.reason())
                    .bind("at", made.at().toString())
                    .bind("format", made.format())
                    .bind("identifier", made.source().identifier())
                    .bind("source", made.source().key())
                    .bind("id", made.reportId())
                    .bind("original", made.original().hex())
                    .execute();
        });
    }

    /** Notes that bytes cannot be decoded. */
    public void quarantined(ObjectHash object, String reason) throws LedgerException {
        giveUp(object, "QUARANTINED", reason);
    }

    /** Notes that an ECG was tried in vain. */
    public void failed(ObjectHash object, String reason) throws LedgerException {
        giveUp(object, "FAILED", reason);
    }

    private void giveUp(ObjectHash object, String state, String reason) throws LedgerException {
        write(handle -> handle.createUpdate(
                        "update received set state = :state, reason = :reason, changed_at = :at where object_hash = :object")
                .bind("state", state)
                .bind("reason", reason)
                .bind("at", clock.instant().toString())
                .bind("object", object.hex())
                .execute());
    }

    /** Notes that a report goes to these destinations; where it arrived before, that stands. */
    public void sentTo(String reportId, List<String> destinations) throws LedgerException {
        write(handle -> destinations.forEach(destination -> handle.createUpdate("""
                        insert into delivery (report_id, destination, state, tries, changed_at)
                        values (:id, :destination, 'WAITING', 0, :at)
                        on conflict (report_id, destination) do update set state = 'WAITING', reason = null
                        where state = 'FAILED'""")
                .bind("id", reportId)
                .bind("destination", destination)
                .bind("at", clock.instant().toString())
                .execute()));
    }

    /**
     * Notes how a delivery stands.
     *
     * @param version the report's version at the destination, where it is there
     */
    public void delivery(String reportId, Delivery delivery, @Nullable String version) throws LedgerException {
        write(handle -> handle.createUpdate("""
                        insert into delivery (report_id, destination, state, tries, reason, version, changed_at)
                        values (:id, :destination, :state, :tries, :reason, :version, :at)
                        on conflict (report_id, destination) do update set state = :state, tries = :tries,
                                reason = :reason, version = coalesce(:version, version), changed_at = :at""")
                .bind("id", reportId)
                .bind("destination", delivery.destination())
                .bind("state", delivery.state().name())
                .bind("tries", delivery.tries())
                .bind("reason", delivery.reason())
                .bind("version", version)
                .bind("at", clock.instant().toString())
                .execute());
    }

    /** Whether a report is at a destination and needs nothing more. */
    public boolean delivered(String reportId, String destination) throws LedgerException {
        return read(handle -> handle.createQuery(
                                "select count(*) from delivery where report_id = :id and destination = :destination"
                                        + " and state in " + SETTLED)
                        .bind("id", reportId)
                        .bind("destination", destination)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /** The report's version at a destination as we last wrote it; null when we never did. */
    public @Nullable String deliveredVersion(String reportId, String destination) throws LedgerException {
        return read(handle -> handle.createQuery(
                        "select version from delivery where report_id = :id and destination = :destination")
                .bind("id", reportId)
                .bind("destination", destination)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    /** The report that this model made of a source, if it is at all of these destinations already. */
    public Optional<String> reportedEverywhere(String sourceKey, String model, List<String> destinations)
            throws LedgerException {
        return read(handle -> handle.createQuery(
                        "select report_id from report where source_key = :source and model = :model"
                                + " and (select count(*) from delivery d where d.report_id = report.report_id"
                                + " and d.state in " + SETTLED + " and d.destination in (<destinations>)) = :count")
                .bind("source", sourceKey)
                .bind("model", model)
                .bindList("destinations", destinations)
                .bind("count", destinations.size())
                .mapTo(String.class)
                .findOne());
    }

    /** Links bytes to the report that their ECG has already. */
    public void repeated(ObjectHash object, String format, SourceIdentity source, String reportId)
            throws LedgerException {
        write(handle -> handle.createUpdate("""
                        update received set state = 'INTERPRETED', reason = null, changed_at = :at, format = :format,
                                source_identifier = :identifier, source_key = :source, report_id = :id
                        where object_hash = :object""")
                .bind("at", clock.instant().toString())
                .bind("format", format)
                .bind("identifier", source.identifier())
                .bind("source", source.key())
                .bind("id", reportId)
                .bind("object", object.hex())
                .execute());
    }

    /** What came in and has not been read, in the order in which it came. */
    public List<Arrival> unread() throws LedgerException {
        return read(handle -> handle.createQuery("select * from received where state = 'RECEIVED' order by received_at")
                .map((row, context) -> new Arrival(
                        new ObjectHash(row.getString("object_hash")),
                        row.getString("channel"),
                        row.getString("sender"),
                        Instant.parse(row.getString("received_at"))))
                .list());
    }

    /** Everything that ever came in, in the order in which it came. */
    public List<LedgerEntry> entries() throws LedgerException {
        return read(handle -> LedgerQueries.entries(handle, "", Map.of()));
    }

    public Optional<LedgerEntry> find(ObjectHash object) throws LedgerException {
        return read(handle ->
                LedgerQueries.entries(handle, "where r.object_hash = :object", Map.of("object", object.hex())).stream()
                        .findFirst());
    }

    /** All bytes that came in of one source, named by its SOP Instance UID or other identifier. */
    public List<LedgerEntry> findBySource(String identifier) throws LedgerException {
        return read(handle -> LedgerQueries.entries(
                handle, "where r.source_identifier = :identifier", Map.of("identifier", identifier)));
    }

    /** The original behind a report. */
    public Optional<LedgerEntry> findByReport(String reportId) throws LedgerException {
        return read(handle -> LedgerQueries.entries(handle, "where r.report_id = :id", Map.of("id", reportId)).stream()
                .findFirst());
    }

    /** Where the bytes of a report lie in the object store. */
    public Optional<ObjectHash> reportObject(String reportId) throws LedgerException {
        return read(handle -> handle.createQuery("select object_hash from report where report_id = :id")
                .bind("id", reportId)
                .mapTo(String.class)
                .findOne()
                .map(ObjectHash::new));
    }

    private void write(Consumer<Handle> statements) throws LedgerException {
        writer.write(statements);
    }

    private <T extends @Nullable Object> T read(Function<Handle, T> query) throws LedgerException {
        try (Handle handle = jdbi.open()) {
            return query.apply(handle);
        } catch (RuntimeException e) {
            throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        writer.close();
        source.close();
    }
}
