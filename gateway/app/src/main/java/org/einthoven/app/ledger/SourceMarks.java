package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Until when sources of ECGs were looked through without a gap, so that the next look goes on from there however long
 * nobody could look. Alike on all nodes that share a ledger.
 */
public final class SourceMarks {
    private final Ledger ledger;

    SourceMarks(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Empty for a source that was never looked through. */
    public Optional<Instant> of(String job, String source) throws LedgerException {
        return ledger.read(handle -> handle.createQuery("select value from setting where name = :name")
                .bind("name", name(job, source))
                .mapTo(String.class)
                .findOne()
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis))));
    }

    /** Notes that nothing before this was passed over. */
    public void set(String job, String source, Instant until) throws LedgerException {
        ledger.write(handle -> handle.createUpdate("insert into setting (name, value) values (:name, :until)"
                        + " on conflict (name) do update set value = excluded.value")
                .bind("name", name(job, source))
                .bind("until", Long.toString(until.toEpochMilli()))
                .execute());
    }

    private static String name(String job, String source) {
        return "searched " + job + " " + source;
    }
}
