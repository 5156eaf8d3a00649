package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes a socket, which knows no timeout for that: a write that the peer does not take in time closes the socket. */
final class WatchedOutputStream extends OutputStream {

    private static final ScheduledThreadPoolExecutor WATCHDOG = watchdog();

    private final Socket socket;
    private final OutputStream out;
    private final Duration timeout;

    WatchedOutputStream(Socket socket, Duration timeout) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.timeout = timeout;
    }

    private static ScheduledThreadPoolExecutor watchdog() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dicom-write-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> alarm = WATCHDOG.schedule(() -> giveUp(late), timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw late.get() ? new SocketTimeoutException("the peer took no data in time") : e;
        } finally {
            alarm.cancel(false);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    private void giveUp(AtomicBoolean late) {
        late.set(true);
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(WatchedOutputStream.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing a stalled connection failed", e);
        }
    }
}
