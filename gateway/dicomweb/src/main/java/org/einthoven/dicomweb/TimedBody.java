package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as a stream that waits for its server only so long; the JDK's own stream waits without end. A few buffers are held at a time: who does not read, does not
 * receive.
 */
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {
    private final long idleNanos;
    private final long deadline;
    /** Buffers, then {@link #END} or what failed. At most as many buffers lie here as were asked for. */
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private List<ByteBuffer> current = List.of();
    private int index;
    private @Nullable IOException ended;
    private boolean atEnd;

    private static final Object END = new Object();

    /**
     * A body that is still to come.
     *
     * @param idleNanos for how long nothing may come
     * @param deadline by {@link System#nanoTime}
     */
    TimedBody(long idleNanos, long deadline) {
        this.idleNanos = idleNanos;
        this.deadline = deadline;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (!subscribed.compareAndSet(false, true)) {
            given.cancel();
            return;
        }
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        received.add(buffers);
    }

    @Override
    public void onError(Throwable failure) {
        received.add(failure);
    }

    @Override
    public void onComplete() {
        received.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (index < current.size()) {
                ByteBuffer buffer = current.get(index);
                if (buffer.hasRemaining()) {
                    int count = Math.min(length, buffer.remaining());
                    buffer.get(bytes, offset, count);
                    return count;
                }
                index++;
            } else if (!receive()) {
                return -1;
            }
        }
    }

    /** Waits for more; false at the end of the body. */
    @SuppressWarnings("unchecked")
    private boolean receive() throws IOException {
        if (ended != null) {
            throw new IOException(ended.getMessage(), ended);
        }
        if (atEnd) {
            return false;
        }
        Object next = await();
        if (next instanceof List<?> buffers) {
            current = (List<ByteBuffer>) buffers;
            index = 0;
            Flow.Subscription given = subscription;
            if (given != null) {
                given.request(1);
            }
            return true;
        }
        atEnd = next == END;
        if (next instanceof Throwable failure) {
            ended = failure instanceof IOException known ? known : new IOException("the answer broke off", failure);
            throw ended;
        }
        return false;
    }

    private Object await() throws IOException {
        try {
            long wait = Math.min(idleNanos, deadline - System.nanoTime());
            Object next = received.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
            if (next == null) {
                close();
                ended = new HttpTimeoutException("the rest of the answer does not come");
                throw ended;
            }
            return next;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading an answer was interrupted");
        }
    }

    /** Gives up what has not come yet; the connection ends where there is more. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }
}
