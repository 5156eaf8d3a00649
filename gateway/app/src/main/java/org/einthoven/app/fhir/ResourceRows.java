package org.einthoven.app.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The rows of one transaction: a report is some fifteen resources, and each statement is one for all of them. */
final class ResourceRows {
    /** So many resources a statement keep its parameters below what any database takes. */
    private static final int TOGETHER = 100;

    private static final String ON_CONFLICT = """
            on conflict (type, id) do update set version = excluded.version,
                last_updated = excluded.last_updated, content_hash = excluded.content_hash,
                date_from = excluded.date_from, date_to = excluded.date_to
            returning key, type, id""";

    private final Handle handle;
    private final Instant now;

    /** What is there of a resource; the key is "Type/id" everywhere here. */
    private record Current(long version, Instant lastUpdated, byte[] contentHash) {
        boolean same(Write write) {
            return Arrays.equals(contentHash, write.content().hash());
        }
    }

    ResourceRows(Handle handle, Instant now) {
        this.handle = handle;
        this.now = now;
    }

    /** @throws ConditionFailed when a condition does not hold */
    List<Written> write(List<Write> writes) {
        Map<String, Current> current = new HashMap<>();
        slices(writes).forEach(slice -> read(slice, current));
        for (Write write : writes) {
            check(write, current.get(name(write)));
        }
        List<Write> changed = writes.stream()
                .filter(write -> {
                    Current there = current.get(name(write));
                    return there == null || !there.same(write);
                })
                .toList();
        slices(changed).forEach(slice -> store(slice, current));
        return writes.stream()
                .map(write -> written(write, current.get(name(write))))
                .toList();
    }

    private static List<List<Write>> slices(List<Write> writes) {
        List<List<Write>> slices = new ArrayList<>();
        for (int from = 0; from < writes.size(); from += TOGETHER) {
            slices.add(writes.subList(from, Math.min(writes.size(), from + TOGETHER)));
        }
        return slices;
    }

    private static String name(Write write) {
        return write.type() + "/" + write.id();
    }

    private static void check(Write write, @Nullable Current current) {
        String type = write.type();
        if (write.condition() instanceof Write.Version expected) {
            if (current == null || current.version() != expected.version()) {
                throw new ConditionFailed(
                        "version " + expected.version() + " of this " + type + " was expected, but " + found(current));
            }
        } else if (write.condition() instanceof Write.Absent && current != null) {
            throw new ConditionFailed("a " + type + " with this id exists already");
        } else if (write.condition() instanceof Write.AbsentOrSame && current != null && !current.same(write)) {
            throw new ConditionFailed("a " + type + " with this id and another content exists in version "
                    + current.version() + "; If-Match must name the version that is changed");
        }
    }

    private static String found(@Nullable Current current) {
        return current == null ? "there is none" : "version " + current.version() + " is there";
    }

    private void read(List<Write> writes, Map<String, Current> found) {
        Query query = handle.createQuery("select type, id, version, last_updated, content_hash from resource"
                + " where (type, id) in (values " + rows("(?, ?)", writes.size()) + ")");
        int at = 0;
        for (Write write : writes) {
            query.bind(at++, write.type()).bind(at++, write.id());
        }
        query.map((row, context) -> found.put(
                        row.getString("type") + "/" + row.getString("id"),
                        new Current(
                                row.getLong("version"),
                                Instant.ofEpochMilli(row.getLong("last_updated")),
                                row.getBytes("content_hash"))))
                .list();
    }

    private static String rows(String row, int count) {
        return String.join(", ", Collections.nCopies(count, row));
    }

    private void store(List<Write> writes, Map<String, Current> current) {
        Map<String, Long> keys = upsert(writes, current);
        insertVersions(writes, keys, current);
        index(writes, keys, current);
    }

    private static long nextVersion(@Nullable Current current) {
        return current == null ? 1 : current.version() + 1;
    }

    private Map<String, Long> upsert(List<Write> writes, Map<String, Current> current) {
        Query query = handle.createQuery(
                "insert into resource (type, id, version, last_updated, content_hash, date_from, date_to) values "
                        + rows("(?, ?, ?, ?, ?, ?, ?)", writes.size()) + " " + ON_CONFLICT);
        int at = 0;
        for (Write write : writes) {
            SearchIndex.Span dates = write.content().index().dates();
            query.bind(at++, write.type())
                    .bind(at++, write.id())
                    .bind(at++, nextVersion(current.get(name(write))))
                    .bind(at++, now.toEpochMilli())
                    .bind(at++, write.content().hash())
                    .bind(at++, dates == null ? null : (Long) dates.from())
                    .bind(at++, dates == null ? null : (Long) dates.to());
        }
        Map<String, Long> keys = new HashMap<>();
        query.map((row, context) -> keys.put(row.getString("type") + "/" + row.getString("id"), row.getLong("key")))
                .list();
        return keys;
    }

    private void insertVersions(List<Write> writes, Map<String, Long> keys, Map<String, Current> current) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into resource_version (resource_key, version, last_updated, json) values (?, ?, ?, ?)");
        String lastUpdated = ResourceContent.written(now);
        for (Write write : writes) {
            long version = nextVersion(current.get(name(write)));
            batch.bind(0, keys.get(name(write)))
                    .bind(1, version)
                    .bind(2, now.toEpochMilli())
                    .bind(3, write.content().versioned(version, lastUpdated))
                    .add();
        }
        batch.execute();
    }

    private void index(List<Write> writes, Map<String, Long> keys, Map<String, Current> current) {
        PreparedBatch tokens = handle.prepareBatch(
                "insert into search_token (resource_key, parameter, system, value) values (?, ?, ?, ?)");
        for (Write write : writes) {
            Long key = keys.get(name(write));
            if (current.containsKey(name(write))) {
                handle.execute("delete from search_token where resource_key = ?", key);
            }
            for (SearchIndex.Token token : write.content().index().tokens()) {
                tokens.bind(0, key)
                        .bind(1, token.parameter())
                        .bind(2, token.system())
                        .bind(3, token.value())
                        .add();
            }
        }
        if (tokens.size() > 0) {
            tokens.execute();
        }
    }

    private Written written(Write write, @Nullable Current before) {
        if (before != null && before.same(write)) {
            return new Written(
                    write.type(), write.id(), before.version(), before.lastUpdated(), Written.Effect.UNCHANGED);
        }
        return new Written(
                write.type(),
                write.id(),
                nextVersion(before),
                Instant.ofEpochMilli(now.toEpochMilli()),
                before == null ? Written.Effect.CREATED : Written.Effect.UPDATED);
    }
}
