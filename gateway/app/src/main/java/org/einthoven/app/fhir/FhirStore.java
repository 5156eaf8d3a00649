package org.einthoven.app.fhir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.einthoven.app.database.Database;
import org.einthoven.app.database.DatabaseException;
import org.einthoven.app.database.PostgresAddress;
import org.hl7.fhir.r4.model.Resource;
import org.jdbi.v3.core.mapper.RowMapper;

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
        try {
            return database.write(handle -> new ResourceRows(handle, clock.instant()).write(writes));
        } catch (ConditionFailed failed) {
            throw new VersionConflictException(String.valueOf(failed.getMessage()));
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
}
