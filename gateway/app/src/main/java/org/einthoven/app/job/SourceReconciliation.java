package org.einthoven.app.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through each source for ECGs that did not come, and fetches them or has them sent. */
final class SourceReconciliation implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(SourceReconciliation.class);
    private static final int MOST_BYTES = 256 << 20;

    static final String NAME = "source-reconciliation";

    private final String name;
    private final Ledger ledger;
    private final Taker taker;
    private final Map<String, EcgCollection> sources = new LinkedHashMap<>();
    private final @Nullable Duration every;
    private final Duration window;
    private final Clock clock;

    /** Takes what did not come. */
    @FunctionalInterface
    interface Taker {
        /** @return whether it was new to the gateway */
        boolean take(byte[] ecg) throws IntakeException;
    }

    /** @param window how far back it looks */
    SourceReconciliation(
            String name,
            Ledger ledger,
            Taker taker,
            List<? extends EcgCollection> sources,
            @Nullable Duration every,
            Duration window,
            Clock clock) {
        this.name = name;
        this.ledger = ledger;
        this.taker = taker;
        sources.forEach(source -> this.sources.put(source.name(), source));
        this.every = every;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Duration every() {
        return every;
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
        try (Stream<EcgCollection.Item> items = source.list(clock.instant().minus(window))) {
            for (Iterator<EcgCollection.Item> next = items.iterator(); next.hasNext() && !progress.stopping(); ) {
                byte[] missing = fetchIfUnknown(source, next.next(), progress);
                if (missing != null && missing.length > 0) {
                    receive(missing, progress);
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } finally {
            Progress.Untaken untaken = progress.untaken();
            if (untaken != null) {
                LOG.warn("{}", untaken.told(" of " + subject));
            }
        }
    }

    /** Null when its source identifier is known, or when it cannot be fetched: one stops no other. */
    private byte @Nullable [] fetchIfUnknown(EcgCollection source, EcgCollection.Item item, Progress progress)
            throws LedgerException {
        progress.compared(1);
        String identifier = item.sourceIdentifier();
        if (identifier != null && ledger.isKnown(identifier)) {
            return null;
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
