package org.einthoven.app.fhir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.einthoven.app.database.Database;
import org.einthoven.app.database.DatabaseException;
import org.einthoven.app.database.PostgresAddress;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * FHIR R4 resources with all their versions. What {@link #write} returned for survives the end of the process at any
 * moment. Readers see the last commit and wait for nobody. Several nodes may share a PostgreSQL database: the key of
 * resource_version lets only one of them write a version.
 */
public final class FhirStore implements AutoCloseable {
    private static final String MIGRATIONS = "org/einthoven/app/fhir/migration";
    private static final String CURRENT = "select r.type, r.id, v.version, v.last_updated, v.json from resource r"
            + " join resource_version v on v.resource_key = r.key and v.version = r.version";
    private static final String ANY_VERSION = "select r.type, r.id, v.version, v.last_updated, v.json from resource r"
            + " join resource_version v on v.resource_key = r.key";
    private static final RowMapper<StoredResource> STORED = (row, context) -> new StoredResource(
            row.getString("type"),
            row.getString("id"),
            row.getLong("version"),
            Instant.ofEpochMilli(row.getLong("last_updated")),
            row.getString("json"));

    private final Database database;
    private final InstantSource clock;

    private FhirStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Opens the store in this file, and makes it where it is absent. */
    public static FhirStore open(Path file) throws IOException {
        return open(file, InstantSource.system());
    }

    static FhirStore open(Path file, InstantSource clock) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            return new FhirStore(Database.sqlite("fhir", file, MIGRATIONS), clock);
        } catch (DatabaseException failure) {
            throw new IOException("the FHIR store " + file + " cannot be opened: " + failure.getMessage(), failure);
        }
    }

    /** Opens the store in the schema "fhir" of this database. */
    public static FhirStore open(PostgresAddress address) throws IOException {
        try {
            return new FhirStore(Database.postgresql("fhir", address, MIGRATIONS), InstantSource.system());
        } catch (DatabaseException failure) {
            throw new IOException(
                    "the FHIR store in " + address + " cannot be opened: " + failure.getMessage(), failure);
        }
    }

    /**
     * Writes all of these in one transaction, or none.
     *
     * @return what became of each, in their order
     * @throws VersionConflictException when a condition does not hold
     * @throws DatabaseException when the store fails
     * @throws IllegalArgumentException when one resource is named twice
     */
    public List<Written> write(List<Write> writes) throws VersionConflictException {
        Set<String> seen = new HashSet<>();
        for (Write write : writes) {
            if (!seen.add(write.type() + "/" + write.id())) {
                throw new IllegalArgumentException("a transaction names each resource once");
            }
        }
        List<Prepared> prepared = writes.stream().map(Prepared::of).toList();
        try {
            return database.write(handle ->
                    prepared.stream().map(each -> writeOne(handle, each)).toList());
        } catch (ConditionFailed failed) {
            throw new VersionConflictException(failed.sentence);
        }
    }

    /** Writes one resource. */
    public Written write(Resource resource, Write.Condition condition) throws VersionConflictException {
        return write(List.of(new Write(resource, condition))).get(0);
    }

    /** The current version of a resource. */
    public Optional<StoredResource> read(String type, String id) {
        return database.read(handle -> handle.createQuery(CURRENT + " where r.type = ? and r.id = ?")
                .bind(0, type)
                .bind(1, id)
                .map(STORED)
                .findOne());
    }

    /** One version of a resource. */
    public Optional<StoredResource> read(String type, String id, long version) {
        return database.read(
                handle -> handle.createQuery(ANY_VERSION + " where r.type = ? and r.id = ? and v.version = ?")
                        .bind(0, type)
                        .bind(1, id)
                        .bind(2, version)
                        .map(STORED)
                        .findOne());
    }

    /** Every version of a resource, the newest first; empty where there is none. */
    public List<StoredResource> history(String type, String id) {
        return database.read(
                handle -> handle.createQuery(ANY_VERSION + " where r.type = ? and r.id = ? order by v.version desc")
                        .bind(0, type)
                        .bind(1, id)
                        .map(STORED)
                        .list());
    }

    /** How many resources a search finds. */
    public long count(SearchQuery query) {
        return database.read(handle -> handle.createQuery("select count(*) from resource r where " + query.where())
                .bindMap(query.bindings())
                .mapTo(Long.class)
                .one());
    }

    /**
     * A page of what a search finds.
     *
     * @param offset how many to pass over
     * @param count how many at most
     */
    public List<StoredResource> search(SearchQuery query, int offset, int count) {
        return database.read(handle -> handle.createQuery(CURRENT + " where " + query.where() + " order by "
                        + query.orderBy() + " limit :count offset :offset")
                .bindMap(query.bindings())
                .bind("count", count)
                .bind("offset", offset)
                .map(STORED)
                .list());
    }

    @Override
    public void close() {
        database.close();
    }

    private Written writeOne(Handle handle, Prepared prepared) {
        Write write = prepared.write();
        Current current = current(handle, write);
        boolean same = current != null && Arrays.equals(current.contentHash(), prepared.contentHash());
        check(write, current, same);
        if (current != null && same) {
            return new Written(
                    write.type(), write.id(), current.version(), current.lastUpdated(), Written.Effect.UNCHANGED);
        }
        Instant now = clock.instant();
        long version = current == null ? 1 : current.version() + 1;
        long key = upsert(handle, prepared, version, now);
        insertVersion(handle, key, write.resource(), version, now);
        index(handle, key, prepared.index());
        return new Written(
                write.type(),
                write.id(),
                version,
                Instant.ofEpochMilli(now.toEpochMilli()),
                current == null ? Written.Effect.CREATED : Written.Effect.UPDATED);
    }

    private static void check(Write write, @Nullable Current current, boolean same) {
        String name = write.type();
        if (write.condition() instanceof Write.Version expected) {
            if (current == null || current.version() != expected.version()) {
                throw new ConditionFailed("version " + expected.version() + " of this " + name
                        + " was expected, but "
                        + (current == null ? "there is none" : "version " + current.version() + " is there"));
            }
        } else if (write.condition() instanceof Write.Absent && current != null) {
            throw new ConditionFailed("a " + name + " with this id exists already");
        } else if (write.condition() instanceof Write.AbsentOrSame && current != null && !same) {
            throw new ConditionFailed("a " + name + " with this id and another content exists in version "
                    + current.version() + "; If-Match must name the version that is changed");
        }
    }

    private static @Nullable Current current(Handle handle, Write write) {
        return handle.createQuery("select version, last_updated, content_hash from resource where type = ? and id = ?")
                .bind(0, write.type())
                .bind(1, write.id())
                .map((row, context) -> new Current(
                        row.getLong("version"),
                        Instant.ofEpochMilli(row.getLong("last_updated")),
                        row.getBytes("content_hash")))
                .findOne()
                .orElse(null);
    }

    private static long upsert(Handle handle, Prepared prepared, long version, Instant now) {
        SearchIndex.Span dates = prepared.index().dates();
        return handle.createQuery("""
                        insert into resource (type, id, version, last_updated, content_hash, date_from, date_to)
                        values (:type, :id, :version, :now, :hash, :from, :to)
                        on conflict (type, id) do update set version = excluded.version,
                            last_updated = excluded.last_updated, content_hash = excluded.content_hash,
                            date_from = excluded.date_from, date_to = excluded.date_to
                        returning key""")
                .bind("type", prepared.write().type())
                .bind("id", prepared.write().id())
                .bind("version", version)
                .bind("now", now.toEpochMilli())
                .bind("hash", prepared.contentHash())
                .bind("from", dates == null ? null : dates.from())
                .bind("to", dates == null ? null : dates.to())
                .mapTo(Long.class)
                .one();
    }

    private static void insertVersion(Handle handle, long key, Resource resource, long version, Instant now) {
        Resource copy = (Resource) resource.copy();
        copy.setIdElement(
                new IdType(resource.fhirType(), resource.getIdElement().getIdPart(), Long.toString(version)));
        copy.getMeta().setVersionId(Long.toString(version)).setLastUpdated(Date.from(now));
        handle.createUpdate("insert into resource_version (resource_key, version, last_updated, json)"
                        + " values (?, ?, ?, ?)")
                .bind(0, key)
                .bind(1, version)
                .bind(2, now.toEpochMilli())
                .bind(3, FhirJson.encode(copy))
                .execute();
    }

    private static void index(Handle handle, long key, SearchIndex index) {
        handle.createUpdate("delete from search_token where resource_key = ?")
                .bind(0, key)
                .execute();
        PreparedBatch batch = handle.prepareBatch(
                "insert into search_token (resource_key, parameter, system, value) values (?, ?, ?, ?)");
        for (SearchIndex.Token token : index.tokens()) {
            batch.bind(0, key)
                    .bind(1, token.parameter())
                    .bind(2, token.system())
                    .bind(3, token.value())
                    .add();
        }
        batch.execute();
    }

    /** What of a write needs no connection: the hash and the index. */
    private record Prepared(Write write, byte[] contentHash, SearchIndex index) {
        static Prepared of(Write write) {
            return new Prepared(write, FhirJson.contentHash(write.resource()), SearchIndex.of(write.resource()));
        }
    }

    private record Current(long version, Instant lastUpdated, byte[] contentHash) {}

    /** Takes a failed condition out of a transaction, which it rolls back. */
    private static final class ConditionFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        ConditionFailed(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }
    }
}
