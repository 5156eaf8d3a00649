package org.einthoven.app.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.IncompleteListException;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through each source for ECGs that did not come, and fetches them or has them sent. It goes on where it was last
 * through, less the window for what comes late, however long ago that is; a long time is looked through in pieces, and what
 * is done of them stays done.
 */
final class SourceReconciliation implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(SourceReconciliation.class);
    private static final int MOST_BYTES = 256 << 20;
    private static final Duration PIECE = Duration.ofDays(7);

    private static final byte[] NOTHING = {};

    static final String NAME = "source-reconciliation";

    private final String name;
    private final Ledger ledger;
    private final Taker taker;
    private final Map<String, EcgCollection> sources = new LinkedHashMap<>();
    private final Reach reach;
    private final Clock clock;

    /**
     * When it looks, and how far back.
     *
     * @param window before the time until which it was through
     * @param patience for how long it goes back for what could not be fetched, and for what a source may not have told
     */
    record Reach(@Nullable Duration every, Duration window, Duration patience) {}

    /** Takes what did not come. */
    @FunctionalInterface
    interface Taker {
        /** @return whether it was new to the gateway */
        boolean take(byte[] ecg) throws IntakeException;
    }

    SourceReconciliation(
            String name, Ledger ledger, Taker taker, List<? extends EcgCollection> sources, Reach reach, Clock clock) {
        this.name = name;
        this.ledger = ledger;
        this.taker = taker;
        sources.forEach(source -> this.sources.put(source.name(), source));
        this.reach = reach;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Duration every() {
        return reach.every();
    }

    @Override
    public List<String> subjects() {
        return List.copyOf(sources.keySet());
    }

    @Override
    public void run(String subject, Progress progress) throws IOException {
        EcgCollection source = sources.get(subject);
        if (source == null) {
            return;
        }
        try {
            lookThrough(source, progress);
        } finally {
            Progress.Untaken untaken = progress.untaken();
            if (untaken != null) {
                LOG.warn("{}", untaken.told(" of " + subject));
            }
        }
    }

    private void lookThrough(EcgCollection source, Progress progress) throws IOException {
        Instant now = clock.instant();
        Instant mark = mark(source, now);
        Instant from = mark.minus(reach.window());
        boolean whole = true;
        IncompleteListException gap = null;
        for (Instant until : pieces(from, now)) {
            try {
                whole &= lookThrough(source, from, until.isBefore(now) ? until : null, progress);
            } catch (IncompleteListException e) {
                whole = false;
                gap = gap == null ? e : gap;
            }
            if (progress.stopping()) {
                return;
            }
            if (whole) {
                mark = until;
                ledger.sourceMarks().set(name, source.name(), mark);
            }
            from = until;
        }
        Instant atLeast = now.minus(reach.patience());
        if (mark.isBefore(atLeast)) {
            ledger.sourceMarks().set(name, source.name(), atLeast);
        }
        if (gap != null) {
            throw gap;
        }
    }

    /** The first look is one from now, whether it succeeds or not; a later time than now stems from a clock that went wrong. */
    private Instant mark(EcgCollection source, Instant now) throws LedgerException {
        Optional<Instant> last = ledger.sourceMarks().of(name, source.name());
        if (last.isEmpty() || last.get().isAfter(now)) {
            ledger.sourceMarks().set(name, source.name(), now);
            return now;
        }
        return last.get();
    }

    /** Where each ends. One alone is longer than the window, so that going back by it is no way back to the beginning. */
    private List<Instant> pieces(Instant from, Instant now) {
        Duration window = reach.window();
        Duration piece = window.compareTo(PIECE.dividedBy(2)) > 0 ? window.multipliedBy(2) : PIECE;
        List<Instant> ends = new ArrayList<>();
        for (Instant end = from.plus(piece); end.isBefore(now); end = end.plus(piece)) {
            ends.add(end);
        }
        ends.add(now);
        return ends;
    }

    /** False where something could not be fetched. */
    private boolean lookThrough(EcgCollection source, Instant from, @Nullable Instant until, Progress progress)
            throws IOException {
        boolean whole = true;
        try (Stream<EcgCollection.Item> items = source.list(from, until)) {
            for (Iterator<EcgCollection.Item> next = items.iterator(); next.hasNext() && !progress.stopping(); ) {
                byte[] missing = fetchIfUnknown(source, next.next(), progress);
                whole &= missing != null;
                if (missing != null && missing.length > 0) {
                    receive(missing, progress);
                }
            }
            return whole;
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof IncompleteListException gap
                    ? gap
                    : new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** None when its source identifier is known or it comes by another way; null when it cannot be fetched: one stops no other. */
    private byte @Nullable [] fetchIfUnknown(EcgCollection source, EcgCollection.Item item, Progress progress)
            throws LedgerException {
        progress.compared(1);
        String identifier = item.sourceIdentifier();
        if (identifier != null && ledger.isKnown(identifier)) {
            return NOTHING;
        }
        try {
            byte[] fetched = source.fetch(item, MOST_BYTES);
            if (fetched.length == 0) {
                progress.missing(1);
                progress.mended(1);
            }
            return fetched;
        } catch (IOException e) {
            progress.untaken(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The job ends where the gateway has no room: the next run goes on, as what came in is known by then. */
    private void receive(byte[] ecg, Progress progress) throws IOException {
        try {
            if (taker.take(ecg)) {
                progress.missing(1);
                progress.mended(1);
            }
        } catch (IntakeException refused) {
            if (refused.kind() != IntakeException.Kind.UNREADABLE) {
                throw new IOException(refused.getMessage(), refused);
            }
            progress.untaken(String.valueOf(refused.getMessage()));
        }
    }
}
