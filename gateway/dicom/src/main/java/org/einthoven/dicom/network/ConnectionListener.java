package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Listens for an engine, and gives each connection a thread: as many as associations are allowed, and some to tell others
 * why not. Who comes from where no caller is allowed is closed at once. Holds the spool folder of what comes in.
 */
public final class ConnectionListener {

    private static final System.Logger LOGGER = System.getLogger(ConnectionListener.class.getName());
    private static final int BACKLOG = 128;
    /** Connections beyond the associations: those being rejected, and those whose peer has yet to close. */
    private static final int SPARE_CONNECTIONS = 64;

    private static final Duration DRAIN_STEP = Duration.ofMillis(50);
    private static final Duration IDLE_WHILE_DRAINING = Duration.ofSeconds(1);

    private final DicomServerSettings settings;
    private final ServerSocket listener;
    private final InetSocketAddress address;
    private final SpoolFolder spool;
    private final ConnectionPlaces places;
    private final SparseWarning strangers = new SparseWarning(LOGGER);
    private final SparseWarning crowds = new SparseWarning(LOGGER);
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final ExecutorService threads;
    private final String name;
    private volatile @Nullable Thread accepting;

    /** Makes of a socket what an engine serves. */
    @FunctionalInterface
    public interface Acceptor {
        ServedConnection accept(Socket socket) throws IOException;
    }

    /**
     * Binds the address; nothing is accepted before {@link #start}.
     *
     * @param name how its threads are called
     * @throws IOException when the address cannot be bound or the spool folder cannot be written
     */
    public ConnectionListener(DicomServerSettings settings, String name) throws IOException {
        this.settings = settings;
        this.places = new ConnectionPlaces(settings.maximumAssociations() + SPARE_CONNECTIONS, System::nanoTime);
        this.listener = bind(settings.address());
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
        this.spool = openSpool();
        this.name = name + "-" + address.getPort() + "-";
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, this.name + count.incrementAndGet()));
    }

    private static ServerSocket bind(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen for DICOM on " + address + ": " + e.getMessage(), e);
        }
    }

    private SpoolFolder openSpool() throws IOException {
        try {
            return SpoolFolder.openIn(settings.spoolFolder());
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Where objects lie while they arrive. */
    public SpoolFolder spool() {
        return spool;
    }

    /** Threads for what an engine does beside serving. */
    public Executor threads() {
        return threads;
    }

    /** Whether no association is begun any more. */
    public boolean isClosing() {
        return isClosing.get();
    }

    public void start(Acceptor acceptor) {
        Thread thread = daemon(() -> acceptConnections(acceptor), name + "accept");
        accepting = thread;
        thread.start();
        LOGGER.log(Level.INFO, "{0} listens for DICOM on {1}", settings.aeTitle(), address);
    }

    private void acceptConnections(Acceptor acceptor) {
        while (!isClosing.get()) {
            try {
                begin(listener.accept(), acceptor);
            } catch (IOException e) {
                if (!isClosing.get()) {
                    LOGGER.log(Level.WARNING, "a connection could not be accepted: " + e.getMessage());
                    pause();
                }
            }
        }
    }

    /** Out of file descriptors, for one: trying again at once would only burn the processor. */
    private static void pause() {
        try {
            Thread.sleep(DRAIN_STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Socket socket, Acceptor acceptor) throws IOException {
        try {
            if (isWelcome(socket.getInetAddress())) {
                ConnectionPlaces.Place place = places.take(acceptor.accept(socket), socket);
                threads.execute(() -> serve(place));
            } else {
                socket.close();
            }
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private boolean isWelcome(InetAddress from) {
        if (!settings.mayComeFrom(from)) {
            strangers.warn(from.getHostAddress() + ": connection closed: no allowed caller has this address");
            return false;
        }
        if (!places.hasRoomFor(from)) {
            crowds.warn(from.getHostAddress() + ": connection closed: too many are open");
            return false;
        }
        return true;
    }

    private void serve(ConnectionPlaces.Place place) {
        try {
            place.connection().serve();
        } finally {
            places.leave(place);
        }
    }

    /** Accepts nothing more, lets messages that are under way end, and aborts what is left after the drain timeout. */
    public void close() {
        if (!isClosing.compareAndSet(false, true)) {
            return;
        }
        try {
            listener.close();
            Thread thread = accepting;
            if (thread != null) {
                thread.join();
            }
            threads.shutdown();
            drain();
            spool.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the DICOM server did not close in order: " + e.getMessage());
        } catch (InterruptedException e) {
            places.forEach(ServedConnection::abortNow);
            Thread.currentThread().interrupt();
        }
        LOGGER.log(Level.INFO, "{0} no longer listens for DICOM on {1}", settings.aeTitle(), address);
    }

    private void drain() throws InterruptedException {
        long end = System.nanoTime() + settings.drainTimeout().toNanos();
        while (!threads.awaitTermination(DRAIN_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() < end) {
                places.forEach(connection -> connection.abortIfIdle(IDLE_WHILE_DRAINING));
            } else {
                places.forEach(ServedConnection::abortNow);
                threads.awaitTermination(1, TimeUnit.SECONDS);
                return;
            }
        }
    }
}
