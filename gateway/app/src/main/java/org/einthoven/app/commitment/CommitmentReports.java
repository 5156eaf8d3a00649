package org.einthoven.app.commitment;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.einthoven.app.configuration.CommitmentSettings;
import org.einthoven.app.ledger.Commitment;
import org.einthoven.app.ledger.Commitments;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.pipeline.Backoff;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides about commitments that could not be decided at once, and tells peers on associations of its own what they have not
 * heard on theirs (N-EVENT-REPORT). Runs on every node; the ledger sees to it that one of them takes each. A peer that cannot
 * be reached holds up no other.
 */
final class CommitmentReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitmentReports.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    /** For as long a commitment is left to who claimed it: longer than a peer may take to answer. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    private static final int MOST_A_TICK = 16;
    private static final long PATIENCE_SECONDS = 5;

    private final Commitments ledger;
    private final CommitmentDesk desk;
    private final CommitmentSettings settings;
    private final DicomNetwork network;
    private final DicomClientSettings client;
    private final Clock clock;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    /** Of whom the log said once that nobody knows where they listen. */
    private final Set<String> addressless = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "commitments"));
    private final ExecutorService workers = Executors.newCachedThreadPool(CommitmentReports::daemon);
    private boolean troubled;

    CommitmentReports(
            Commitments ledger,
            CommitmentDesk desk,
            CommitmentSettings settings,
            DicomNetwork network,
            DicomClientSettings client,
            Clock clock) {
        this.ledger = ledger;
        this.desk = desk;
        this.settings = settings;
        this.network = network;
        this.client = client;
        this.clock = clock;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "commitment-report");
        thread.setDaemon(true);
        return thread;
    }

    /** Works until it is closed. */
    CommitmentReports start() {
        clockwork.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** An exception that left this method would end the schedule for good, and unseen. */
    private void tick() {
        try {
            decideDue();
            for (String peer : ledger.peersToTell()) {
                if (told.add(peer)) {
                    workers.execute(() -> tellAside(peer));
                }
            }
            troubled = false;
        } catch (IOException | RuntimeException e) {
            if (!troubled) {
                LOG.error("Storage commitments are not looked after now: {}", CommitmentDesk.words(e));
            }
            troubled = true;
        }
    }

    private void decideDue() throws IOException {
        for (Commitment commitment :
                ledger.claimUndecided(MOST_A_TICK, clock.instant().plus(CLAIM))) {
            decide(commitment);
        }
    }

    /** One that cannot be decided now holds up no other; it is claimed again later. */
    private void decide(Commitment commitment) throws LedgerException {
        try {
            desk.look(commitment);
        } catch (LedgerException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.warn("What {} asked to commit cannot be decided now: {}", commitment.peer(), CommitmentDesk.words(e));
        }
    }

    private void tellAside(String peer) {
        try {
            tell(peer);
        } catch (IOException | RuntimeException e) {
            LOG.error("What {} asked to commit cannot be told now: {}", peer, CommitmentDesk.words(e));
        } finally {
            told.remove(peer);
        }
    }

    /** Tells a peer everything that is due. */
    void tell(String peer) throws IOException {
        Optional<Commitment> first = claim(peer);
        if (first.isEmpty()) {
            return;
        }
        Optional<RemoteAe> address = settings.addressOf(peer);
        if (address.isPresent()) {
            tell(first.get(), address.get());
        } else {
            giveUpAll(first.get());
        }
    }

    private Optional<Commitment> claim(String peer) throws IOException {
        return ledger.claimUntold(peer, clock.instant().plus(CLAIM));
    }

    private void tell(Commitment first, RemoteAe address) throws IOException {
        Optional<Commitment> next = Optional.of(first);
        try (DicomAssociation association =
                network.connect(address, client, List.of(PresentationContext.commitmentResult()))) {
            while (next.isPresent()) {
                DimseStatus status = association.reportCommitment(next.get().result());
                if (status.isFailure()) {
                    untold(next.get(), "it answers " + status.hexadecimal());
                } else {
                    ledger.reported(next.get().peer(), next.get().transactionUid());
                    LOG.info("{} has heard of a storage commitment that it asked for", address);
                }
                next = claim(first.peer());
            }
        } catch (LedgerException e) {
            throw e;
        } catch (IOException e) {
            if (next.isPresent()) {
                Instant again = untold(next.get(), String.valueOf(e.getMessage()));
                ledger.quiet(first.peer(), again);
            }
        }
    }

    /** Notes a try in vain; when the next one is. */
    private Instant untold(Commitment commitment, String reason) throws IOException {
        int tries = commitment.tries() + 1;
        Instant next = Backoff.nextTry(clock.instant(), tries);
        boolean last = tries >= settings.tries();
        ledger.untold(commitment, reason, last ? null : next);
        LOG.warn(
                "{} was not told of a storage commitment, {}: {}",
                commitment.peer(),
                last ? "which is given up after " + tries + " tries" : "which is tried again",
                reason);
        return next;
    }

    private void giveUpAll(Commitment first) throws IOException {
        int count = 0;
        for (Optional<Commitment> next = Optional.of(first); next.isPresent(); next = claim(first.peer())) {
            ledger.untold(next.get(), "dicom.commitment.peers has no address of it", null);
            count++;
        }
        LOG.atLevel(addressless.add(first.peer()) ? Level.WARN : Level.DEBUG)
                .log(
                        "{} asked for {} storage commitments and ended the association before the result was told; name its"
                                + " address under dicom.commitment.peers, or it hears only when it asks again",
                        first.peer(),
                        count);
    }

    @Override
    public void close() {
        clockwork.shutdown();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    || !clockwork.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
                clockwork.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
