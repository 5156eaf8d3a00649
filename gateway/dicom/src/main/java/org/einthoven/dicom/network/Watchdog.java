package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes a socket that keeps a thread longer than it may; a timer thread for all. */
final class Watchdog {

    private static final System.Logger LOGGER = System.getLogger(Watchdog.class.getName());
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Future<?> alarm;
    private volatile boolean hasBitten;

    private Watchdog(Socket socket, Duration timeout) {
        alarm = TIMER.schedule(() -> bite(socket), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param socket the transport's own socket: closing one with TLS may wait for its writer */
    static Watchdog on(Socket socket, Duration timeout) {
        return new Watchdog(socket, timeout);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dicom-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private void bite(Socket socket) {
        hasBitten = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "closing a stalled connection failed", e);
        }
    }

    boolean hasBitten() {
        return hasBitten;
    }

    void cancel() {
        alarm.cancel(false);
    }
}
