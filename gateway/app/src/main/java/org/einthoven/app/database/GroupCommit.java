package org.einthoven.app.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes for many threads by one, several writes a transaction: SQLite has one writer anyway, and callers that wait at
 * the same time share one sync of the disk. A write returns when it is durable. A write that throws is undone alone.
 */
final class GroupCommit implements AutoCloseable {
    private static final int LARGEST_GROUP = 64;
    private static final int TRIES_AFTER_COLLISION = 5;

    private final Jdbi jdbi;
    private final BlockingQueue<Write<?>> writes = new LinkedBlockingQueue<>(1024);
    private final Thread writer;

    GroupCommit(Jdbi jdbi, String name) {
        this.jdbi = jdbi;
        writer = new Thread(this::writeUntilInterrupted, name);
        writer.setDaemon(true);
        writer.start();
    }

    /** Returns the work's result when it is committed and synced; throws what the work threw. */
    <T> T write(Function<Handle, T> work) {
        Write<T> write = new Write<>(work);
        try {
            writes.put(write);
            if (!writer.isAlive()) {
                throw new DatabaseException("the database is closed", false);
            }
            return write.done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while the database was being written", false);
        }
    }

    private void writeUntilInterrupted() {
        List<Write<?>> group = new ArrayList<>();
        try {
            while (!Thread.interrupted()) {
                group.add(writes.take());
                writes.drainTo(group, LARGEST_GROUP - 1);
                commit(group);
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writes.drainTo(group);
            group.forEach(write -> write.fail(new DatabaseException("the database closed", false)));
        }
    }

    private void commit(List<Write<?>> group) {
        try {
            jdbi.useTransaction(handle -> group.forEach(write -> write.run(handle)));
            group.forEach(Write::succeed);
        } catch (Throwable e) {
            if (group.size() == 1) {
                alone(group.get(0), e);
            } else if (DatabaseFailure.isConnection(e)) {
                group.forEach(write -> write.fail(e));
            } else {
                // One of them is at fault and the transaction is undone: each for itself.
                group.forEach(write -> commit(List.of(write)));
            }
        }
    }

    /** Another node may hold the rows that this one wants, in another order; only then is trying again of use. */
    private void alone(Write<?> write, Throwable failure) {
        Throwable last = failure;
        for (int tries = 1; tries < TRIES_AFTER_COLLISION && DatabaseFailure.isCollision(last); tries++) {
            try {
                jdbi.useTransaction(write::run);
                write.succeed();
                return;
            } catch (Throwable again) {
                last = again;
            }
        }
        write.fail(last);
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One caller's work; it may run more than once, each time in a transaction of its own, but is committed once. */
    private static final class Write<T> {
        private final Function<Handle, T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private T result;

        @SuppressWarnings("NullAway") // the result is set before it is handed out
        Write(Function<Handle, T> work) {
            this.work = work;
        }

        void run(Handle handle) {
            result = work.apply(handle);
        }

        void succeed() {
            done.complete(result);
        }

        void fail(Throwable failure) {
            done.completeExceptionally(failure);
        }
    }
}
