package org.einthoven.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.einthoven.ecg.EncoderBusyException;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.NormalisedEcg;

/**
 * Brings the windows of concurrent callers together into batches for one model.
 *
 * <p>A long recording is handed in by slices of a batch's size, each after the one before, so that a Holter does not
 * keep everyone else out. When a batch of several callers fails, each caller's share runs again alone: a poisoned
 * recording fails nobody but its own caller.
 */
final class WindowBatcher implements AutoCloseable {
    private final WindowModel model;
    private final int maxBatch;
    private final WindowQueue queue;
    private final List<Thread> workers;
    private final LongAdder batches = new LongAdder();
    private final LongAdder windows = new LongAdder();

    WindowBatcher(WindowModel model, EncoderSettings settings) {
        this.model = model;
        this.maxBatch = settings.maxBatch();
        this.queue = new WindowQueue(settings);
        this.workers = IntStream.rangeClosed(1, settings.threads())
                .mapToObj(this::worker)
                .toList();
        workers.forEach(Thread::start);
    }

    private Thread worker(int number) {
        Thread worker = new Thread(this::work, "encoder-" + number);
        worker.setDaemon(true);
        return worker;
    }

    /**
     * Waits for the model's outputs, one a window.
     *
     * @throws EncoderBusyException when the queue is full; only before the first window is taken in, because a
     *     recording that was let in is not turned away half-way
     */
    List<WindowOutput> run(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        List<WindowOutput> outputs = new ArrayList<>(windows.size());
        for (int from = 0; from < windows.size(); from += maxBatch) {
            List<NormalisedEcg> slice = windows.subList(from, Math.min(windows.size(), from + maxBatch));
            outputs.addAll(runSlice(new WindowRequest(slice), from == 0));
        }
        return outputs;
    }

    private List<WindowOutput> runSlice(WindowRequest request, boolean mayRefuse)
            throws EncoderException, InterruptedException {
        queue.offer(request, mayRefuse);
        try {
            return request.await();
        } catch (InterruptedException e) {
            request.cancel();
            throw e;
        } finally {
            queue.withdraw(request);
        }
    }

    /** Windows that wait now. */
    int waitingWindows() {
        return queue.size();
    }

    /** Batches that the model has read. */
    long batches() {
        return batches.sum();
    }

    /** Windows in those batches. */
    long windows() {
        return windows.sum();
    }

    private void work() {
        List<WindowRequest.Slot> batch = queue.take();
        while (!batch.isEmpty()) {
            runShared(batch);
            batch = queue.take();
        }
    }

    private void runShared(List<WindowRequest.Slot> batch) {
        try {
            complete(batch);
        } catch (Throwable e) {
            Map<WindowRequest, List<WindowRequest.Slot>> shares =
                    batch.stream().collect(Collectors.groupingBy(WindowRequest.Slot::request));
            if (shares.size() == 1) {
                fail(batch.get(0).request(), e);
            } else {
                shares.values().forEach(this::runAlone);
            }
        }
    }

    private void runAlone(List<WindowRequest.Slot> share) {
        try {
            complete(share);
        } catch (Throwable e) {
            fail(share.get(0).request(), e);
        }
    }

    /** Runs the windows whose callers still wait; completes all of them or none. */
    private void complete(List<WindowRequest.Slot> slots) throws Exception {
        List<WindowRequest.Slot> wanted =
                slots.stream().filter(slot -> !slot.request().isDone()).toList();
        if (wanted.isEmpty()) {
            return;
        }
        List<WindowOutput> outputs =
                model.run(wanted.stream().map(WindowRequest.Slot::window).toList());
        batches.increment();
        windows.add(wanted.size());
        if (outputs.size() != wanted.size()) {
            throw new EncoderException(
                    "the model gave " + outputs.size() + " outputs for " + wanted.size() + " windows");
        }
        for (int i = 0; i < wanted.size(); i++) {
            complete(wanted.get(i), outputs.get(i));
        }
    }

    private static void complete(WindowRequest.Slot slot, WindowOutput output) {
        if (output.isFinite()) {
            slot.complete(output);
        } else {
            slot.request().fail(new EncoderException("the model gave a value that is not finite"));
        }
    }

    /** A caller must never wait for ever: whatever was thrown, an Error too, ends its waiting. */
    private static void fail(WindowRequest request, Throwable cause) {
        request.fail(new EncoderException("the model could not be run: " + FirstLine.of(cause), cause));
    }

    /** Takes no more callers in, serves those who wait, and returns when no worker uses the model any more. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        for (Thread worker : workers) {
            interrupted |= joinUninterruptibly(worker);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean joinUninterruptibly(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
