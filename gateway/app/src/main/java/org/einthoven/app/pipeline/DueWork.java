package org.einthoven.app.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final int TICKS_BETWEEN_REPORTS_OF_AN_ARCHIVE = 120;

    private final RetrySchedule schedule;
    private final List<Outlet> outlets;
    private final ToLongFunction<String> depths;
    private final QueueRoom room;
    private final QueueSender sender;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "due-work"));
    private int ticks;
    private boolean busy;
    private boolean troubled;

    /** @param depths how many messages a queue holds, those in work included; -1 when that cannot be told now */
    public DueWork(
            RetrySchedule schedule,
            List<Outlet> outlets,
            ToLongFunction<String> depths,
            QueueRoom room,
            CamelContext context) {
        this.schedule = schedule;
        this.outlets = List.copyOf(outlets);
        this.depths = depths;
        this.room = room;
        this.sender = new QueueSender(schedule, context);
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
        boolean sent = (!busy && now % TICKS_WHILE_IDLE != 0) || guarded(() -> busy = sendAll() > 0);
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

    private int sendAll() throws IOException {
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
        for (RetrySchedule.DueEcg due : claimed) {
            sender.send(due);
        }
        return claimed.size();
    }

    private int send(Outlet outlet) throws IOException {
        int admitted = outlet.room(MOST_A_TICK);
        if (admitted == 0) {
            return 0;
        }
        int live = send(outlet, Lane.LIVE, Math.min(admitted, room.of(outlet.name(), Lane.LIVE)));
        int beside = room.of(outlet.name(), Lane.BACKFILL) - live;
        boolean isTurn = ticks % TICKS_BETWEEN_REPORTS_OF_AN_ARCHIVE == 0;
        return live + send(outlet, Lane.BACKFILL, Math.min(admitted - live, isTurn ? Math.max(1, beside) : beside));
    }

    private int send(Outlet outlet, Lane lane, int atMost) throws IOException {
        if (atMost <= 0) {
            return 0;
        }
        List<RetrySchedule.DueReport> claimed = schedule.claimReports(outlet.name(), lane, atMost);
        for (RetrySchedule.DueReport due : claimed) {
            sender.send(due);
        }
        return claimed.size();
    }

    private void recover() throws IOException {
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
