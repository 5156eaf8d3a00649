package org.einthoven.app.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.einthoven.app.ledger.JobLock;
import org.einthoven.app.ledger.JobRun;
import org.einthoven.app.ledger.JobRuns;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs when they are due, each on one node of all that share the ledger. When a job is due follows from its last run
 * there, whichever node it ran on and however often it was started since; a run that was cut short is done again. They
 * run one after the other, but for one that takes long (a folder on a network share that does not answer may hold a
 * thread for ever): it is left to itself, and the others go on.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 5;
    private static final Duration LONG = Duration.ofMinutes(1);
    /** Each holds one of the few connections that the ledger has for locks. */
    private static final int MOST_LONG_RUNS_OF_A_JOB = 2;

    private final List<Job> jobs;
    private final Ledger ledger;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Duration patience;
    private final Map<Place, Run> runs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "jobs"));
    private final ExecutorService workers = Executors.newCachedThreadPool(JobRunner::daemon);
    private volatile boolean stopping;

    private record Place(String job, String subject) {}

    private record Run(Future<?> work, Instant since) {}

    JobRunner(List<Job> jobs, Ledger ledger, MeterRegistry registry, Clock clock) {
        this(jobs, ledger, registry, clock, LONG);
    }

    /** @param patience after which a run is left to itself */
    JobRunner(List<Job> jobs, Ledger ledger, MeterRegistry registry, Clock clock, Duration patience) {
        this.jobs = List.copyOf(jobs);
        this.ledger = ledger;
        this.registry = registry;
        this.clock = clock;
        this.patience = patience;
        for (Job job : this.jobs) {
            for (String subject : job.subjects()) {
                gauge(new Place(job.name(), subject));
            }
        }
    }

    /** What hangs in the operating system must not keep the process. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "job");
        thread.setDaemon(true);
        return thread;
    }

    private void gauge(Place place) {
        Gauge.builder("einthoven.job.running.seconds", () -> seconds(place))
                .tags("job", place.job(), "subject", place.subject())
                .register(registry);
    }

    private double seconds(Place place) {
        Run run = runs.get(place);
        return run == null || run.work().isDone()
                ? 0
                : Math.max(0, Duration.between(run.since(), clock.instant()).toMillis() / 1000.0);
    }

    /** Works until it is closed. */
    JobRunner start() {
        long tick = jobs.stream()
                .map(Job::every)
                .filter(every -> every != null && every.compareTo(LONGEST_TICK) < 0)
                .map(Duration::toMillis)
                .min(Long::compare)
                .orElse(LONGEST_TICK.toMillis());
        clockwork.scheduleWithFixedDelay(this::runDue, Math.min(tick, 1_000), tick, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Looks soon whether anything is due. */
    void look() {
        clockwork.execute(this::runDue);
    }

    void runDue() {
        for (Job job : jobs) {
            for (String subject : job.subjects()) {
                if (!stopping && !isHeldUp(job.name(), subject)) {
                    runAside(job, new Place(job.name(), subject));
                }
            }
        }
    }

    private boolean isHeldUp(String job, String subject) {
        List<String> running = runs.entrySet().stream()
                .filter(run ->
                        run.getKey().job().equals(job) && !run.getValue().work().isDone())
                .map(run -> run.getKey().subject())
                .toList();
        return running.contains(subject) || running.size() >= MOST_LONG_RUNS_OF_A_JOB;
    }

    private void runAside(Job job, Place place) {
        Future<?> work = workers.submit(() -> guarded(job, place.subject()));
        runs.put(place, new Run(work, clock.instant()));
        try {
            work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The {} of {} takes long; it goes on beside the other jobs", place.job(), place.subject());
        } catch (ExecutionException e) {
            LOG.error("The {} of {} ended in a fault: {}", place.job(), place.subject(), words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guarded(Job job, String subject) {
        try {
            if (!stopping && isDue(job, subject)) {
                runLocked(job, subject);
            }
        } catch (Throwable e) {
            // One that left this method would end all jobs for good, and unseen.
            LOG.error("The job {} of {} cannot run now: {}", job.name(), subject, words(e));
        }
    }

    private boolean isDue(Job job, String subject) throws LedgerException {
        Optional<JobRun> last = ledger.jobs().last(job.name(), subject);
        Duration every = job.every();
        if (last.isPresent() && last.get().endedAt() == null) {
            return true;
        }
        if (every == null || last.isEmpty()) {
            return every != null;
        }
        Instant begun = last.get().startedAt();
        Instant now = clock.instant();
        // A run that began later than now began before the clock was put back.
        return begun.isAfter(now.plus(Ledger.CLOCKS_DIFFER))
                || !begun.plus(every).isAfter(now);
    }

    private void runLocked(Job job, String subject) throws LedgerException {
        Optional<JobLock> lock = ledger.lock(job.name() + " " + subject);
        if (lock.isEmpty()) {
            return;
        }
        try (JobLock held = lock.get()) {
            // Another node may have done it between our look and our lock.
            if (isDue(job, subject)) {
                run(job, subject);
            }
        }
    }

    private void run(Job job, String subject) throws LedgerException {
        long run = ledger.jobs().begin(job.name(), subject);
        Progress progress = new Progress(() -> stopping);
        String outcome = outcome(job, subject, progress);
        boolean done = outcome.equals(JobRuns.DONE);
        if (stopping || (job.every() == null && !done)) {
            // Left unfinished in the ledger, so that the next look or start goes on with it.
            tell(job, subject, progress.tally(), outcome);
            return;
        }
        Progress.Untaken untaken = progress.untaken();
        ledger.jobs().end(run, progress.tally(), untaken == null ? outcome : outcome + "; " + untaken.told(""));
        count(job, subject, progress.tally(), done);
        tell(job, subject, progress.tally(), outcome);
    }

    private static String outcome(Job job, String subject, Progress progress) {
        try {
            job.run(subject, progress);
            return JobRuns.DONE;
        } catch (IOException | RuntimeException e) {
            return words(e);
        }
    }

    /** The messages of our own exceptions hold no patient data; those of others might. */
    private static String words(Throwable failure) {
        return failure instanceof IOException
                ? String.valueOf(failure.getMessage())
                : "unexpected " + failure.getClass().getSimpleName();
    }

    private void count(Job job, String subject, JobRun.Tally tally, boolean done) {
        Tags tags = Tags.of("job", job.name(), "subject", subject);
        registry.counter("einthoven.job.runs", tags.and("outcome", done ? "done" : "ended early"))
                .increment();
        registry.counter("einthoven.job.compared", tags).increment(tally.compared());
        registry.counter("einthoven.job.missing", tags).increment(tally.missing());
        registry.counter("einthoven.job.mended", tags).increment(tally.mended());
    }

    private static void tell(Job job, String subject, JobRun.Tally tally, String outcome) {
        if (!outcome.equals(JobRuns.DONE)) {
            LOG.warn("The {} of {} ended early after {}: {}", job.name(), subject, tally.compared(), outcome);
        } else if (tally.missing() > 0) {
            LOG.warn(
                    "The {} of {} looked at {}: {} found, {} mended",
                    job.name(),
                    subject,
                    tally.compared(),
                    tally.missing(),
                    tally.mended());
        }
    }

    @Override
    public void close() {
        stopping = true;
        clockwork.shutdown();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                clockwork.shutdownNow();
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
