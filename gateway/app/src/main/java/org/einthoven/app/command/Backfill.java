package org.einthoven.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVPrinter;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.IncompleteListException;

/** Takes a collection through: each element that is not settled yet to the gateway, some at a time. */
final class Backfill {
    private static final int AT_ONCE = 4;
    /** As much as the gateway's HTTP server takes. */
    private static final int MOST_BYTES = org.einthoven.app.http.HttpSettings.DEFAULT_MAX_BODY_BYTES;

    private final Receiver receiver;
    private final BackfillState state;
    private final CSVPrinter refusals;
    private final BackfillProgress progress;
    private final double perSecond;
    private final Map<BackfillOutcome.Kind, Integer> tally = new EnumMap<>(BackfillOutcome.Kind.class);
    private int settledBefore;
    private long nextStart = System.nanoTime();

    /** What a file is brought to. */
    @FunctionalInterface
    interface Receiver {
        BackfillOutcome take(byte[] file) throws CommandFailure, InterruptedException;
    }

    private record UnderWay(EcgCollection.Item item, Future<BackfillOutcome> outcome) {}

    /** @param perSecond how many are sent in a second at most */
    Backfill(Receiver receiver, BackfillState state, CSVPrinter refusals, BackfillProgress progress, double perSecond) {
        this.receiver = receiver;
        this.state = state;
        this.refusals = refusals;
        this.progress = progress;
        this.perSecond = perSecond;
    }

    /** Goes through one collection. */
    void run(EcgCollection collection) throws CommandFailure, IOException, InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
        Deque<UnderWay> underWay = new ArrayDeque<>();
        try (Stream<EcgCollection.Item> items = collection.list(null)) {
            for (Iterator<EcgCollection.Item> next = items.iterator(); next.hasNext(); ) {
                EcgCollection.Item item = next.next();
                if (state.isSettled(item)) {
                    settledBefore++;
                    progress.stepOver();
                    continue;
                }
                if (underWay.size() == AT_ONCE) {
                    settle(underWay.remove());
                }
                awaitTurn();
                underWay.add(new UnderWay(item, senders.submit(() -> bring(collection, item))));
            }
            settleAll(underWay);
        } catch (UncheckedIOException e) {
            settleAll(underWay);
            String what = e.getCause() instanceof IncompleteListException
                    ? " may hold more than was listed and sent: "
                    : " cannot be listed: ";
            throw new CommandFailure(1, collection.name() + what + e.getMessage());
        } finally {
            senders.shutdownNow();
        }
    }

    private void settleAll(Deque<UnderWay> underWay) throws CommandFailure, IOException, InterruptedException {
        while (!underWay.isEmpty()) {
            settle(underWay.remove());
        }
    }

    private BackfillOutcome bring(EcgCollection collection, EcgCollection.Item item)
            throws CommandFailure, InterruptedException {
        try {
            byte[] ecg = collection.fetch(item, MOST_BYTES);
            // What the archive sends by itself comes to the gateway's listener.
            return ecg.length == 0 ? BackfillOutcome.SENT : receiver.take(ecg);
        } catch (IOException e) {
            return BackfillOutcome.unsent(InputFiles.reason(e));
        }
    }

    private void settle(UnderWay one) throws CommandFailure, IOException, InterruptedException {
        BackfillOutcome outcome = result(one.outcome());
        if (outcome.kind() != BackfillOutcome.Kind.UNSENT) {
            state.settled(one.item());
        }
        if (outcome.reason() != null) {
            refusals.printRecord(one.item().key(), outcome.reason());
            refusals.flush();
        }
        tally.merge(outcome.kind(), 1, Integer::sum);
        progress.step();
    }

    private static BackfillOutcome result(Future<BackfillOutcome> future) throws CommandFailure, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("a file could not be sent for a fault of the program", e.getCause());
        }
    }

    private void awaitTurn() throws InterruptedException {
        long now = System.nanoTime();
        if (nextStart > now) {
            TimeUnit.NANOSECONDS.sleep(nextStart - now);
        }
        nextStart = Math.max(now, nextStart) + (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    int count(BackfillOutcome.Kind kind) {
        return tally.getOrDefault(kind, 0);
    }

    /** How many were settled by an earlier run. */
    int settledBefore() {
        return settledBefore;
    }
}
