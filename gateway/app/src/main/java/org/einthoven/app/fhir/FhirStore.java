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
import org.hl7.fhir.r4.model.Resource;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * FHIR R4 resources with all their versions in one SQLite file. What {@link #write} returned for survives the end of
 * the process at any moment. One thread writes at a time; readers see the last commit and wait for nobody.
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

    private final SqliteFile file;
    private final InstantSource clock;

    private FhirStore(SqliteFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Opens the store in this file, and makes it where it is absent. */
    public static FhirStore open(Path file) throws IOException {
        return open(file, InstantSource.system());
    }

    static FhirStore open(Path file, InstantSource clock) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            return new FhirStore(SqliteFile.open(file, MIGRATIONS), clock);
        } catch (RuntimeException failure) {
            throw new IOException("the FHIR store " + file + " cannot be opened: " + firstLine(failure), failure);
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /**
     * Writes all of these in one transaction, or none.
     *
     * @return what became of each, in their order
     * @throws VersionConflictException when a condition does not hold
     * @throws StoreException when the store fails
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
            return file.write(handle -> new ResourceRows(handle, clock.instant()).write(writes));
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
        return file.read(handle -> handle.createQuery(CURRENT + " where r.type = ? and r.id = ?")
                .bind(0, type)
                .bind(1, id)
                .map(STORED)
                .findOne());
    }

    /** One version of a resource. */
    public Optional<StoredResource> read(String type, String id, long version) {
        return file.read(handle -> handle.createQuery(ANY_VERSION + " where r.type = ? and r.id = ? and v.version = ?")
                .bind(0, type)
                .bind(1, id)
                .bind(2, version)
                .map(STORED)
                .findOne());
    }

    /** Every version of a resource, the newest first; empty where there is none. */
    public List<StoredResource> history(String type, String id) {
        return file.read(
                handle -> handle.createQuery(ANY_VERSION + " where r.type = ? and r.id = ? order by v.version desc")
                        .bind(0, type)
                        .bind(1, id)
                        .map(STORED)
                        .list());
    }

    /** How many resources a search finds. */
    public long count(SearchQuery query) {
        return file.read(handle -> handle.createQuery("select count(*) from resource r where " + query.where())
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
        return file.read(handle -> handle.createQuery(CURRENT + " where " + query.where() + " order by "
                        + query.orderBy() + " limit :count offset :offset")
                .bindMap(query.bindings())
                .bind("count", count)
                .bind("offset", offset)
                .map(STORED)
                .list());
    }

    @Override
    public void close() {
        file.close();
    }
}
