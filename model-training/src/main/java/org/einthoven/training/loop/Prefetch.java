package org.einthoven.training.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fills batches on a thread of its own while the network learns from another. Batches are reused. */
public final class Prefetch<B> implements AutoCloseable {
    /** How many there are at a time. */
    public static final int BATCHES = 3;

    private final BlockingQueue<B> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<B> filled = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    public Prefetch(Supplier<B> empty, Consumer<B> fill) {
        for (int i = 0; i < BATCHES; i++) {
            free.add(empty.get());
        }
        thread = new Thread(() -> work(fill), "prefetch");
        thread.setDaemon(true);
        thread.start();
    }

    private void work(Consumer<B> fill) {
        try {
            while (true) {
                B batch = free.take();
                fill.accept(batch);
                filled.put(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    public B take() throws InterruptedException {
        while (true) {
            B batch = filled.poll(1, java.util.concurrent.TimeUnit.SECONDS);
            if (batch != null) {
                return batch;
            }
            RuntimeException failed = failure;
            if (failed != null) {
                throw new FillException(failed);
            }
        }
    }

    public void giveBack(B batch) {
        free.add(batch);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** No batch could be filled; the cause says why. */
    public static final class FillException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FillException(Throwable cause) {
            super("no batch could be filled", cause);
        }
    }
}
