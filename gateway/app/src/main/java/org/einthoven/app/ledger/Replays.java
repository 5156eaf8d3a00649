package org.einthoven.app.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Makes due again what is settled or waits, because a person wants it. The schedule does the rest, so a replay returns
 * when it is noted, not when it is done. What it would do and what it does are one piece of SQL.
 */
public final class Replays {
    /** So many ECGs are looked for at a time, beside what is being written. */
    private static final int AT_ONE_LOOK = 10_000;
    /** So many become due in one transaction: a replay of a million must not hold up what comes in. */
    private static final int IN_ONE_WRITE = 100;
    /** A person waits for so few; more of them go where they delay no ECG that just came in. */
    private static final long FEW = 100;

    private static final int SHOWN = 100;
    private static final Set<LedgerEntry.State> UNREAD =
            Set.of(LedgerEntry.State.QUARANTINED, LedgerEntry.State.FAILED);
    private static final Set<LedgerEntry.State> UNREAD_OR_DISMISSED =
            Set.of(LedgerEntry.State.QUARANTINED, LedgerEntry.State.FAILED, LedgerEntry.State.DISMISSED);

    private final Ledger ledger;

    Replays(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What a replay would do; changes nothing.
     *
     * @throws IllegalArgumentException with one sentence when it cannot be done
     */
    public Replay.Outcome preview(Replay replay) throws LedgerException {
        EcgFilter filter = meant(replay);
        long ecgs = ledger.search().count(filter);
        if (replay.patient() != null && ecgs != 1) {
            throw new IllegalArgumentException("a patient is given to exactly one ECG; this means " + ecgs);
        }
        List<LedgerEntry> first = ledger.search().list(filter, 0, SHOWN);
        Map<String, Long> passedOver = new HashMap<>();
        long done = 0;
        for (ReplayTable.Group group : ledger.read(handle -> rows(replay).groups(handle, replay, filter))) {
            if (group.obstacle() == null) {
                done += group.count();
            } else {
                passedOver.put(group.obstacle(), group.count());
            }
        }
        long lasts = Math.round(Math.max(0, done - 1) * 1000 / replay.ratePerSecond());
        return new Replay.Outcome(ecgs, done, passedOver, Duration.ofMillis(lasts), first);
    }

    /**
     * Makes them due, the earliest arrivals first.
     *
     * @throws IllegalArgumentException with one sentence when it cannot be done
     */
    public Replay.Outcome carryOut(Replay replay) throws LedgerException {
        Replay.Outcome wanted = preview(replay);
        EcgFilter filter = meant(replay);
        long from = ledger.clock().millis();
        long done = 0;
        long after = 0;
        while (after >= 0) {
            long behind = after;
            ReplayTable.Found found =
                    ledger.read(handle -> rows(replay).find(handle, replay, filter, behind, AT_ONE_LOOK));
            done += makeDue(replay, found.targets(), from, done, wanted.done() > FEW);
            after = found.next();
        }
        return new Replay.Outcome(wanted.ecgs(), done, wanted.passedOver(), wanted.lasts(), wanted.first());
    }

    private long makeDue(Replay replay, List<ReplayTable.Target> targets, long from, long before, boolean many)
            throws LedgerException {
        long done = before;
        for (int first = 0; first < targets.size(); first += IN_ONE_WRITE) {
            List<ReplayTable.Target> piece = targets.subList(first, Math.min(targets.size(), first + IN_ONE_WRITE));
            ReplayTable.Part part = new ReplayTable.Part(from, done, many, ledger.node());
            done += ledger.write(handle -> rows(replay).change(handle, replay, part, piece));
        }
        return done - before;
    }

    /** What lies in quarantine or was given up; of ECGs that are named also those that were dismissed. */
    private static EcgFilter meant(Replay replay) {
        EcgFilter filter = replay.filter();
        if (!replay.action().isOfUnread() || !filter.states().isEmpty()) {
            return filter;
        }
        return new EcgFilter(
                filter.identifier() == null ? UNREAD : UNREAD_OR_DISMISSED,
                filter.channel(),
                filter.sender(),
                filter.destination(),
                filter.identifier(),
                filter.lane(),
                filter.from(),
                filter.to());
    }

    /** What one kind of replay reads and writes; what it would do and what it does must agree. */
    interface Rows {
        /** How many meet which obstacle. */
        List<ReplayTable.Group> groups(Handle handle, Replay replay, EcgFilter filter);

        /** What of the next so many meets none. */
        ReplayTable.Found find(Handle handle, Replay replay, EcgFilter filter, long after, int atMost);

        /** Changes what still meets none; how many. */
        int change(Handle handle, Replay replay, ReplayTable.Part part, List<ReplayTable.Target> targets);
    }

    private static Rows rows(Replay replay) {
        return replay.action().isOfDestination() ? new AddressTable() : new ReplayTable();
    }
}
