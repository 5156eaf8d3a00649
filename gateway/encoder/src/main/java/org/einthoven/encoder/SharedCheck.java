package org.einthoven.encoder;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.einthoven.ecg.EncoderException;
import org.jspecify.annotations.Nullable;

/** The server's model, checked by one caller while the others wait for that check's outcome, good or bad. */
final class SharedCheck {
    private final Check check;
    private final AtomicReference<@Nullable CompletableFuture<RemoteModel>> current = new AtomicReference<>();

    /** Asks the server. */
    @FunctionalInterface
    interface Check {
        RemoteModel run() throws EncoderException, InterruptedException;
    }

    SharedCheck(Check check) {
        this.check = check;
    }

    RemoteModel get() throws EncoderException, InterruptedException {
        CompletableFuture<RemoteModel> mine = new CompletableFuture<>();
        CompletableFuture<RemoteModel> known = current.compareAndExchange(null, mine);
        if (known != null) {
            return await(known);
        }
        try {
            RemoteModel model = check.run();
            mine.complete(model);
            return model;
        } catch (EncoderException e) {
            fail(mine, e);
            throw e;
        } catch (InterruptedException | RuntimeException | Error e) {
            fail(mine, new EncoderUnavailableException("the check of the encoder was broken off", true, e));
            throw e;
        }
    }

    private void fail(CompletableFuture<RemoteModel> mine, EncoderException reason) {
        current.compareAndSet(mine, null);
        mine.completeExceptionally(reason);
    }

    private static RemoteModel await(CompletableFuture<RemoteModel> known)
            throws EncoderException, InterruptedException {
        try {
            return known.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EncoderException reason) {
                throw reason;
            }
            throw new IllegalStateException("a check fails by an EncoderException only", e);
        }
    }

    /** Has the next caller check again. */
    void forget() {
        current.set(null);
    }
}
