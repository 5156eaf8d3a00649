package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.einthoven.ecg.EncoderBusyException;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limits only end a deadlock; nothing is measured. */
@Timeout(60)
class WindowBatcherTest {
    private static final int POISON = 666;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Queue<Integer> batchSizes = new ConcurrentLinkedQueue<>();

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    @Test
    void givesALongRecordingItsOutputsInOrder() throws Exception {
        try (var batcher = new WindowBatcher(this::echo, settings(4, 0, 8, 2))) {
            assertThat(numbers(batcher.run(Windows.numbered(0, 11))))
                    .containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f);
        }
    }

    @Test
    void bringsConcurrentCallersIntoOneBatch() throws Exception {
        try (var batcher = new WindowBatcher(this::echo, settings(4, 1000, 8, 1))) {
            List<Future<List<WindowOutput>>> results = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                results.add(submit(batcher, caller));
            }
            for (int caller = 0; caller < 4; caller++) {
                assertThat(numbers(results.get(caller).get())).containsExactly((float) caller);
            }
        }
        assertThat(batchSizes).containsExactly(4);
    }

    @Test
    void doesNotKeepALoneCallerWaitingForCompanions() throws Exception {
        try (var batcher = new WindowBatcher(this::echo, settings(32, 10, 32, 1))) {
            assertThat(numbers(batcher.run(Windows.numbered(7, 8)))).containsExactly(7f);
        }
        assertThat(batchSizes).containsExactly(1);
    }

    @Test
    void refusesAtOnceWhatTheQueueCannotHold() throws Exception {
        var model = new HeldModel();
        try (var batcher = new WindowBatcher(model, settings(1, 0, 2, 1))) {
            Future<List<WindowOutput>> running = submit(batcher, 1);
            model.entered.acquire();
            List<Future<List<WindowOutput>>> waiting = List.of(submit(batcher, 2), submit(batcher, 3));
            awaitWaiting(batcher, 2);

            assertThatThrownBy(() -> batcher.run(Windows.numbered(4, 5)))
                    .isInstanceOf(EncoderBusyException.class)
                    .hasMessage("the encoder's queue is full: 2 of at most 2 windows wait");

            model.mayLeave.release(3);
            assertThat(numbers(running.get())).containsExactly(1f);
            assertThat(numbers(waiting.get(0).get())).containsExactly(2f);
            assertThat(numbers(waiting.get(1).get())).containsExactly(3f);
        }
    }

    @Test
    void takesARecordingLongerThanTheQueue() throws Exception {
        try (var batcher = new WindowBatcher(this::echo, settings(4, 0, 4, 1))) {
            assertThat(batcher.run(Windows.numbered(0, 100))).hasSize(100);
        }
    }

    @Test
    void failsOnlyThePoisonedCallerOfABatch() throws Exception {
        try (var batcher = new WindowBatcher(this::poisoned, settings(3, 1000, 8, 1))) {
            Future<List<WindowOutput>> first = submit(batcher, 1);
            Future<List<WindowOutput>> poisoned = submit(batcher, POISON);
            Future<List<WindowOutput>> last = submit(batcher, 2);

            assertThat(numbers(first.get())).containsExactly(1f);
            assertThat(numbers(last.get())).containsExactly(2f);
            assertFailed(poisoned, "the model could not be run: bad window");
        }
        assertThat(batchSizes).containsExactlyInAnyOrder(3, 1, 1, 1);
    }

    @Test
    void failsOnlyTheCallerWhoseOutputIsNotFinite() throws Exception {
        WindowModel model = windows -> windows.stream()
                .map(w -> output(w.startSeconds() == POISON ? Float.NaN : (float) w.startSeconds()))
                .toList();
        try (var batcher = new WindowBatcher(model, settings(2, 1000, 8, 1))) {
            Future<List<WindowOutput>> poisoned = submit(batcher, POISON);
            Future<List<WindowOutput>> good = submit(batcher, 1);

            assertThat(numbers(good.get())).containsExactly(1f);
            assertFailed(poisoned, "the model gave a value that is not finite");
        }
    }

    @Test
    void survivesAnErrorOfTheRuntime() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        WindowModel model = windows -> {
            if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("native memory");
            }
            return echo(windows);
        };
        try (var batcher = new WindowBatcher(model, settings(1, 0, 8, 1))) {
            assertThatThrownBy(() -> batcher.run(Windows.numbered(0, 1)))
                    .isExactlyInstanceOf(EncoderException.class)
                    .hasMessage("the model could not be run: native memory");
            assertThat(numbers(batcher.run(Windows.numbered(5, 6)))).containsExactly(5f);
        }
    }

    @Test
    void refusesAModelThatForgetsAWindow() {
        WindowModel model = windows -> echo(windows.subList(1, windows.size()));
        try (var batcher = new WindowBatcher(model, settings(2, 0, 8, 1))) {
            assertThatThrownBy(() -> batcher.run(Windows.numbered(0, 2)))
                    .isInstanceOf(EncoderException.class)
                    .hasMessage("the model could not be run: the model gave 1 outputs for 2 windows");
        }
    }

    @Test
    void forgetsTheWindowsOfAnInterruptedCaller() throws Exception {
        var model = new HeldModel();
        try (var batcher = new WindowBatcher(model, settings(4, 0, 8, 1))) {
            Future<List<WindowOutput>> running = submit(batcher, 1);
            model.entered.acquire();
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread impatient = new Thread(() -> interrupted.set(isInterrupted(batcher, Windows.numbered(10, 13))));
            impatient.start();
            awaitWaiting(batcher, 3);

            impatient.interrupt();
            impatient.join();
            assertThat(interrupted).isTrue();
            assertThat(batcher.waitingWindows()).isZero();

            model.mayLeave.release(100);
            assertThat(numbers(running.get())).containsExactly(1f);
            assertThat(numbers(batcher.run(Windows.numbered(2, 3)))).containsExactly(2f);
        }
        assertThat(model.seen).containsExactly(1.0, 2.0);
    }

    @Test
    void servesThoseWhoWaitBeforeItCloses() throws Exception {
        var model = new HeldModel();
        var batcher = new WindowBatcher(model, settings(1, 0, 8, 1));
        Future<List<WindowOutput>> running = submit(batcher, 1);
        model.entered.acquire();
        Future<List<WindowOutput>> waiting = submit(batcher, 2);
        awaitWaiting(batcher, 1);

        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            batcher.close();
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        closer.start();
        awaitParked(closer);
        assertThatThrownBy(() -> batcher.run(Windows.numbered(3, 4))).hasMessage("the encoder is closed");
        closer.interrupt();
        await(() -> !closer.isInterrupted());
        awaitParked(closer);
        model.mayLeave.release(2);
        closer.join();

        assertThat(stillInterrupted).isTrue();
        assertThat(numbers(running.get())).containsExactly(1f);
        assertThat(numbers(waiting.get())).containsExactly(2f);
        assertThat(model.seen).containsExactly(1.0, 2.0);
    }

    @Test
    void closesUnderLoadWithoutLosingOrMixingUpAnything() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("WindowBatcherTest seed " + seed);
        AtomicBoolean closed = new AtomicBoolean();
        AtomicInteger ranAfterClose = new AtomicInteger();
        WindowModel model = windows -> {
            if (closed.get()) {
                ranAfterClose.incrementAndGet();
            }
            return poisoned(windows);
        };
        var batcher = new WindowBatcher(model, settings(8, 1, 64, 3));
        CountDownLatch warm = new CountDownLatch(400);
        List<Future<Integer>> results = new ArrayList<>();
        for (int caller = 0; caller < 16; caller++) {
            Random random = new Random(seed + caller);
            results.add(callers.submit(() -> callUntilClosed(batcher, random, warm)));
        }
        warm.await();
        batcher.close();
        closed.set(true);

        int served = 0;
        for (Future<Integer> result : results) {
            served += result.get();
        }
        assertThat(served).isGreaterThanOrEqualTo(400);
        assertThat(ranAfterClose).hasValue(0);
        assertThat(batchSizes).allMatch(size -> size <= 8);
    }

    /** @return how many calls were answered, each checked for its own answer */
    private static int callUntilClosed(WindowBatcher batcher, Random random, CountDownLatch answered)
            throws InterruptedException {
        int served = 0;
        while (true) {
            int from = random.nextInt(2 * POISON);
            int to = from + 1 + random.nextInt(20);
            try {
                List<Float> expected = Windows.numbered(from, to).stream()
                        .map(w -> (float) w.startSeconds())
                        .toList();
                assertThat(numbers(batcher.run(Windows.numbered(from, to)))).isEqualTo(expected);
                assertThat(from <= POISON && POISON < to).isFalse();
            } catch (EncoderBusyException e) {
                continue;
            } catch (EncoderException e) {
                if (e.getMessage().equals("the encoder is closed")) {
                    return served;
                }
                assertThat(e).hasMessage("the model could not be run: bad window");
                assertThat(from <= POISON && POISON < to).isTrue();
            }
            served++;
            answered.countDown();
        }
    }

    private Future<List<WindowOutput>> submit(WindowBatcher batcher, int number) {
        Callable<List<WindowOutput>> call = () -> batcher.run(Windows.numbered(number, number + 1));
        return callers.submit(call);
    }

    private static boolean isInterrupted(WindowBatcher batcher, List<NormalisedEcg> windows) {
        try {
            batcher.run(windows);
            return false;
        } catch (InterruptedException e) {
            return true;
        } catch (EncoderException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(WindowBatcher batcher, int windows) throws InterruptedException {
        await(() -> batcher.waitingWindows() == windows);
    }

    private static void awaitParked(Thread closer) throws InterruptedException {
        await(() -> {
            assertThat(closer.isAlive()).isTrue();
            return closer.getState() == Thread.State.WAITING;
        });
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the time limit ended the test");
            }
            Thread.yield();
        }
    }

    private static void assertFailed(Future<?> result, String sentence) {
        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(EncoderException.class)
                .hasMessage(sentence);
    }

    private List<WindowOutput> echo(List<NormalisedEcg> windows) {
        batchSizes.add(windows.size());
        return windows.stream().map(w -> output((float) w.startSeconds())).toList();
    }

    private List<WindowOutput> poisoned(List<NormalisedEcg> windows) {
        List<WindowOutput> outputs = echo(windows);
        if (windows.stream().anyMatch(w -> w.startSeconds() == POISON)) {
            throw new IllegalStateException("bad window\nwith a trace of the graph");
        }
        return outputs;
    }

    private static WindowOutput output(float number) {
        return new WindowOutput(new float[] {number}, new float[] {number, -number});
    }

    private static List<Float> numbers(List<WindowOutput> outputs) {
        return outputs.stream().map(o -> o.embedding()[0]).toList();
    }

    private static EncoderSettings settings(int maxBatch, int maxWaitMillis, int queueCapacity, int threads) {
        return new EncoderSettings(
                maxBatch, Duration.ofMillis(maxWaitMillis), queueCapacity, threads, Path.of("unused"));
    }

    /** A model that stops in every batch until it is let go. */
    private static final class HeldModel implements WindowModel {
        final Semaphore entered = new Semaphore(0);
        final Semaphore mayLeave = new Semaphore(0);
        final Queue<Double> seen = new ConcurrentLinkedQueue<>();

        @Override
        public List<WindowOutput> run(List<NormalisedEcg> windows) throws InterruptedException {
            windows.forEach(w -> seen.add(w.startSeconds()));
            entered.release();
            mayLeave.acquire();
            return windows.stream().map(w -> output((float) w.startSeconds())).toList();
        }
    }
}
