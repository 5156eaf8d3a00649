package org.einthoven.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.NormalisedEcg;

/** Windows of one caller, who waits for all of them or for the first failure. They may run in different batches. */
final class WindowRequest {
    private final List<Slot> slots;
    private final WindowOutput[] outputs;
    private final AtomicInteger missing;
    private final CompletableFuture<List<WindowOutput>> done = new CompletableFuture<>();

    WindowRequest(List<NormalisedEcg> windows) {
        long now = System.nanoTime();
        slots = IntStream.range(0, windows.size())
                .mapToObj(i -> new Slot(this, i, windows.get(i), now))
                .toList();
        outputs = new WindowOutput[windows.size()];
        missing = new AtomicInteger(windows.size());
    }

    List<Slot> slots() {
        return slots;
    }

    void fail(EncoderException reason) {
        done.completeExceptionally(reason);
    }

    void cancel() {
        done.cancel(false);
    }

    boolean isDone() {
        return done.isDone();
    }

    List<WindowOutput> await() throws EncoderException, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            // Thrown anew, so that the stack trace also shows the caller.
            throw new EncoderException(FirstLine.of(Objects.requireNonNull(e.getCause())), e.getCause());
        }
    }

    /** One window of the request. Equal only to itself. */
    static final class Slot {
        private final WindowRequest request;
        private final int index;
        private final NormalisedEcg window;
        private final long arrivedNanos;

        Slot(WindowRequest request, int index, NormalisedEcg window, long arrivedNanos) {
            this.request = request;
            this.index = index;
            this.window = window;
            this.arrivedNanos = arrivedNanos;
        }

        WindowRequest request() {
            return request;
        }

        NormalisedEcg window() {
            return window;
        }

        long arrivedNanos() {
            return arrivedNanos;
        }

        void complete(WindowOutput output) {
            request.outputs[index] = output;
            // The counter also publishes what other workers wrote into the array.
            if (request.missing.decrementAndGet() == 0) {
                request.done.complete(Arrays.asList(request.outputs));
            }
        }
    }
}
