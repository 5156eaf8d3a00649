package org.einthoven.encoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.einthoven.ecg.EncoderBusyException;
import org.einthoven.ecg.EncoderException;

/** Windows that wait for the model, first come, first served, bounded; and how a batch is taken from them. */
final class WindowQueue {
    private final EncoderSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<WindowRequest.Slot> waiting = new ArrayDeque<>();
    private boolean closed;

    WindowQueue(EncoderSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes a request in.
     *
     * @param mayRefuse whether a full queue refuses it
     * @throws EncoderBusyException when the queue is full
     * @throws EncoderException when it is closed
     */
    void offer(WindowRequest request, boolean mayRefuse) throws EncoderException {
        lock.lock();
        try {
            if (closed) {
                throw new EncoderException("the encoder is closed");
            }
            if (mayRefuse && waiting.size() + request.slots().size() > settings.queueCapacity()) {
                throw new EncoderBusyException("the encoder's queue is full: " + waiting.size() + " of at most "
                        + settings.queueCapacity() + " windows wait");
            }
            waiting.addAll(request.slots());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what a caller no longer waits for. */
    void withdraw(WindowRequest request) {
        lock.lock();
        try {
            waiting.removeIf(slot -> slot.request() == request);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next batch: until as many windows wait as a batch holds, or the first of them has waited long
     * enough, or the queue is closed.
     *
     * @return empty when the queue is closed and nothing waits any more
     */
    List<WindowRequest.Slot> take() {
        lock.lock();
        try {
            while (!isReady()) {
                await();
            }
            return poll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReady() {
        return closed || waiting.size() >= settings.maxBatch() || (!waiting.isEmpty() && remainingNanos() <= 0);
    }

    private long remainingNanos() {
        return waiting.element().arrivedNanos() + settings.maxWait().toNanos() - System.nanoTime();
    }

    private void await() {
        if (waiting.isEmpty()) {
            changed.awaitUninterruptibly();
            return;
        }
        try {
            changed.awaitNanos(remainingNanos());
        } catch (InterruptedException e) {
            // Workers are this package's own and end by close(), not by interruption: what waits is still served.
            Thread.interrupted();
        }
    }

    private List<WindowRequest.Slot> poll() {
        List<WindowRequest.Slot> batch = new ArrayList<>();
        while (batch.size() < settings.maxBatch() && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    /** Takes nothing more in; what waits is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
