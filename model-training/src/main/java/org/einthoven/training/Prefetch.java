package org.einthoven.training;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.einthoven.training.network.TrainingModel.Batch;
import org.jspecify.annotations.Nullable;

/** Fills batches on a thread of its own while the network learns from another. Batches are reused. */
final class Prefetch implements AutoCloseable {
    private static final int BATCHES = 3;

    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> filled = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    Prefetch(Supplier<Batch> empty, Consumer<Batch> fill) {
        for (int i = 0; i < BATCHES; i++) {
            free.add(empty.get());
        }
        thread = new Thread(() -> work(fill), "prefetch");
        thread.setDaemon(true);
        thread.start();
    }

    private void work(Consumer<Batch> fill) {
        try {
            while (true) {
                Batch batch = free.take();
                fill.accept(batch);
                filled.put(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    Batch take() throws InterruptedException {
        while (true) {
            Batch batch = filled.poll(1, java.util.concurrent.TimeUnit.SECONDS);
            if (batch != null) {
                return batch;
            }
            RuntimeException failed = failure;
            if (failed != null) {
                throw new IllegalStateException("no batch could be filled", failed);
            }
        }
    }

    void giveBack(Batch batch) {
        free.add(batch);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
