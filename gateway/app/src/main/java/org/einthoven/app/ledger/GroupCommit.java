package org.einthoven.app.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes for many threads by one, several writes a transaction: SQLite has one writer anyway, and callers that wait at
 * the same time share one sync of the disk. A write returns when it is durable.
 */
final class GroupCommit implements AutoCloseable {
    private static final int LARGEST_GROUP = 64;

    private final Jdbi jdbi;
    private final BlockingQueue<Write> writes = new LinkedBlockingQueue<>(1024);
    private final Thread writer;

    private record Write(Consumer<Handle> statements, CompletableFuture<Void> done) {}

    GroupCommit(Jdbi jdbi) {
        this.jdbi = jdbi;
        writer = new Thread(this::writeUntilInterrupted, "ledger");
        writer.setDaemon(true);
        writer.start();
    }

    /** Returns when the statements are committed and synced. */
    void write(Consumer<Handle> statements) throws LedgerException {
        Write write = new Write(statements, new CompletableFuture<>());
        try {
            writes.put(write);
            if (!writer.isAlive()) {
                throw new IllegalStateException("the ledger is closed");
            }
            write.done().get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new LedgerException("the ledger cannot be written: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted while the ledger was being written", e);
        }
    }

    private void writeUntilInterrupted() {
        List<Write> group = new ArrayList<>();
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
            group.forEach(write -> write.done().completeExceptionally(new IllegalStateException("the ledger closed")));
        }
    }

    private void commit(List<Write> group) {
        try {
            jdbi.useTransaction(
                    handle -> group.forEach(write -> write.statements().accept(handle)));
            group.forEach(write -> write.done().complete(null));
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.get(0).done().completeExceptionally(e);
            } else {
                // One of them is at fault and the transaction is undone: each for itself.
                group.forEach(write -> commit(List.of(write)));
            }
        }
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
}
