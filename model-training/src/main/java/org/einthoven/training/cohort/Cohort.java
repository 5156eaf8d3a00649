package org.einthoven.training.cohort;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A simulated longitudinal cohort. The same seed and prevalences give the same patient of a number, to the bit, however many there
 * are and whatever threads simulate them. It is never in memory as a whole.
 *
 * @param patients how many
 */
public record Cohort(long seed, int patients, Prevalences prevalences) {
    private static final int AHEAD_A_THREAD = 16;

    public Cohort {
        Objects.requireNonNull(prevalences);
        if (patients < 1) {
            throw new IllegalArgumentException("a cohort has at least one patient, not " + patients);
        }
    }

    /** Takes one patient's ECGs, in order of time. */
    @FunctionalInterface
    public interface Taker {
        void take(List<CohortEcg> ecgs) throws IOException;
    }

    /** @param number from 0 */
    SimulatedPatient patient(int number) {
        return SimulatedPatient.draw(seed, number, prevalences);
    }

    /** All ECGs, patient after patient, simulated as they are asked for. */
    public Stream<CohortEcg> ecgs() {
        Recordings recordings = new Recordings();
        return IntStream.range(0, patients).mapToObj(this::patient).flatMap(patient -> recordings.of(patient).stream());
    }

    /**
     * Simulates on several threads and hands over on the caller's, patient after patient in order.
     *
     * @throws IOException what the taker threw; nothing more is simulated then
     */
    public void each(int threads, Taker taker) throws IOException, InterruptedException {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread, not " + threads);
        }
        Recordings recordings = new Recordings();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<List<CohortEcg>>> ahead = new ArrayDeque<>();
            for (int next = 0; next < patients || !ahead.isEmpty(); ) {
                if (next < patients && ahead.size() < AHEAD_A_THREAD * threads) {
                    int number = next++;
                    ahead.add(workers.submit(() -> recordings.of(patient(number))));
                } else {
                    taker.take(result(ahead.remove()));
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<CohortEcg> result(Future<List<CohortEcg>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an ECG could not be simulated", e.getCause());
        }
    }
}
