package org.einthoven.app.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.RetrySchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what is due for another try into its queue, slowly enough not to flood anyone, and finds what a crash took
 * between the ledger and a queue. Runs on every node; the ledger sees to it that one of them takes each.
 */
public final class DueWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);

    private static final Duration TICK = Duration.ofMillis(250);
    private static final int TICKS_BETWEEN_RECOVERIES = 20;
    /** Many idle nodes must not keep a database busy. */
    private static final int TICKS_WHILE_IDLE = 4;
    /** The budget of tries that are not the first: 64 a second for each destination and lane. */
    private static final int MOST_A_TICK = 16;

    /** An archive waits in the ledger, not in the queue. */
    private static final long MOST_QUEUED_BACKFILL = 1_000;

    private static final Duration LOST_WHEN_QUEUE_IS_EMPTY = Duration.ofSeconds(30);
    private static final Duration LOST_WHATEVER_THE_QUEUE = Duration.ofHours(6);

    /** A report out of an archive goes once in half a minute whatever else waits, as an ECG out of an archive is read. */
    private static final Duration BETWEEN_REPORTS_OF_AN_ARCHIVE = Duration.ofSeconds(30);

    private final RetrySchedule schedule;
    private final List<Outlet> outlets;
    private final ToLongFunction<String> depths;
    private final QueueRoom room;
    private final QueueSender sender;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "due-work"));
    private int ticks;
    /** When, in nanoseconds, the last report out of an archive went to a destination. */
    private final Map<String, Long> lastOfAnArchive = new HashMap<>();

    private boolean busy;
    private boolean troubled;

    /** @param depths how many messages a queue holds, those in work included; -1 when that cannot be told now */
    public DueWork(
            RetrySchedule schedule,
            List<Outlet> outlets,
            ToLongFunction<String> depths,
            QueueRoom room,
            CamelContext context) {
        this(schedule, outlets, depths, room, context, System::nanoTime);
    }

    DueWork(
            RetrySchedule schedule,
            List<Outlet> outlets,
            ToLongFunction<String> depths,
            QueueRoom room,
            CamelContext context,
            LongSupplier nanoTime) {
        this.schedule = schedule;
        this.outlets = List.copyOf(outlets);
        this.depths = depths;
        this.room = room;
        this.sender = new QueueSender(schedule, context);
        this.nanoTime = nanoTime;
    }

    /** Works until it is closed. */
    public DueWork start() {
        clockwork.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** An exception that left this method would end the schedule for good, and unseen. */
    private void tick() {
        int now = ticks;
        boolean recovered = now % TICKS_BETWEEN_RECOVERIES != 0 || guarded(this::recover);
        boolean sent = (!busy && now % TICKS_WHILE_IDLE != 0) || guarded(this::sendAllDue);
        troubled = !(recovered && sent);
        ticks = now + 1;
    }

    private boolean guarded(Work work) {
        try {
            work.run();
            return true;
        } catch (Throwable e) {
            if (!troubled) {
                LOG.error("What is due cannot be sent now: {}", Reasons.of(e));
            }
            return false;
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void sendAllDue() throws IOException {
        busy = false;
        busy |= sendAll() > 0;
    }

    int sendAll() throws IOException {
        int sent = 0;
        for (Lane lane : Lane.values()) {
            sent += send(lane);
        }
        for (Outlet outlet : outlets) {
            sent += send(outlet);
        }
        return sent;
    }

    private int send(Lane lane) throws IOException {
        if (lane == Lane.BACKFILL && depths.applyAsLong(Queues.of(lane)) >= MOST_QUEUED_BACKFILL) {
            return 0;
        }
        List<RetrySchedule.DueEcg> claimed = schedule.claimEcgs(lane, MOST_A_TICK);
        sender.sendEcgs(claimed);
        return claimed.size();
    }

    /** Live reports first; one of an archive has its place kept where none has gone for long. */
    private int send(Outlet outlet) throws IOException {
        String name = outlet.name();
        int admitted = outlet.room(MOST_A_TICK);
        boolean isTurn = admitted > 1 && isTurnOfAnArchive(name);
        int beside = Math.max(isTurn ? 1 : 0, room.of(name, Lane.BACKFILL));
        int live = send(name, Lane.LIVE, Math.min(isTurn ? admitted - 1 : admitted, room.of(name, Lane.LIVE)));
        int left = Math.max(isTurn ? 1 : 0, beside - live);
        int archives = send(name, Lane.BACKFILL, Math.min(admitted - live, left));
        if (archives > 0 || isTurn) {
            lastOfAnArchive.put(name, nanoTime.getAsLong());
        }
        return live + archives;
    }

    private boolean isTurnOfAnArchive(String destination) {
        Long last = lastOfAnArchive.putIfAbsent(destination, nanoTime.getAsLong());
        return last != null && nanoTime.getAsLong() - last >= BETWEEN_REPORTS_OF_AN_ARCHIVE.toNanos();
    }

    private int send(String destination, Lane lane, int atMost) throws IOException {
        if (atMost <= 0) {
            return 0;
        }
        List<RetrySchedule.DueReport> claimed = schedule.claimReports(destination, lane, atMost);
        room.sent(destination, sender.sendReports(claimed));
        busy |= schedule.goesOn(destination, lane);
        return claimed.size();
    }

    void recover() throws IOException {
        int unsent = 0;
        for (Lane lane : Lane.values()) {
            unsent += schedule.recoverClaimedEcgs(lane);
        }
        for (Outlet outlet : outlets) {
            unsent += schedule.recoverClaimedReports(outlet.name());
        }
        if (unsent > 0) {
            LOG.warn("{} that a node took to send them are not known to have been sent; they are sent now", unsent);
        }
        int overdue = schedule.bringForward(outlets.stream().map(Outlet::name).toList());
        if (overdue > 0) {
            LOG.warn("The clock was put back; the pauses of {} that would have waited too long begin now", overdue);
        }
        for (Lane lane : Lane.values()) {
            int found = schedule.recoverEcgs(lane, patience(Queues.of(lane)));
            if (found > 0) {
                LOG.warn("{} received ECGs were not in their queue; they are read now", found);
            }
        }
        for (Outlet outlet : outlets) {
            int found = schedule.recoverReports(outlet.name(), patience(Queues.ofDestination(outlet.name())));
            if (found > 0) {
                LOG.warn("{} reports were not in the queue for {}; they are sent now", found, outlet.name());
            }
        }
    }

    private Duration patience(String queue) {
        return depths.applyAsLong(queue) == 0 ? LOST_WHEN_QUEUE_IS_EMPTY : LOST_WHATEVER_THE_QUEUE;
    }

    @Override
    public void close() {
        clockwork.shutdown();
        try {
            if (!clockwork.awaitTermination(5, TimeUnit.SECONDS)) {
                clockwork.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
