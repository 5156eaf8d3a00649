package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcm4che3.net.ApplicationEntity;
import org.dcm4che3.net.Connection;
import org.dcm4che3.net.Device;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.GuardedSocket;
import org.einthoven.dicom.network.SpoolFolder;

/**
 * Listens, and gives each connection a thread in which dcm4che serves its association: as many as associations are
 * allowed, and some to tell others why not. dcm4che's own listener knows no port 0, takes any number of connections and
 * reads what they send unchecked.
 */
final class Dcm4cheServer implements DicomServer {

    private static final System.Logger LOGGER = System.getLogger(Dcm4cheServer.class.getName());
    private static final int BACKLOG = 128;
    /** Connections beyond the associations: those being rejected, and those whose peer has yet to close. */
    private static final int SPARE_CONNECTIONS = 64;

    private static final Duration DRAIN_STEP = Duration.ofMillis(50);
    private static final Duration IDLE_WHILE_DRAINING = Duration.ofSeconds(1);

    private final DicomServerSettings settings;
    private final ServerSocket listener;
    private final InetSocketAddress address;
    private final SpoolFolder spool;
    private final Connection local;
    private final Acceptance acceptance;
    private final Set<GuardedSocket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final ExecutorService threads;
    private final Thread acceptor;

    Dcm4cheServer(DicomServerSettings settings, DicomServices services) throws IOException {
        this.settings = settings;
        this.listener = bind(settings.address());
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
        this.spool = openSpool();
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(
                task -> daemon(task, "dcm4che-" + address.getPort() + "-" + count.incrementAndGet()));
        this.acceptor = daemon(this::acceptConnections, "dcm4che-" + address.getPort() + "-accept");
        this.acceptance = new Acceptance(settings, services, isClosing::get);
        this.local = device(new ServerRequests(settings, services, spool, threads));
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

    /** dcm4che's view of this server; each association runs in the thread that opens it. */
    private Connection device(ServerRequests requests) {
        Connection connection = new Connection("dicom", "127.0.0.1");
        connection.setReceivePDULength(settings.maximumPduLength());
        connection.setSendPDULength(settings.maximumPduLength());
        connection.setSocketCloseDelay(0);
        connection.setPackPDV(false);
        Device device = new Device("einthoven");
        device.setInstalled(true);
        device.setExecutor(Runnable::run);
        device.setAssociationHandler(acceptance);
        device.setDimseRQHandler(requests);
        device.addConnection(connection);
        ApplicationEntity any = new ApplicationEntity("*");
        device.addApplicationEntity(any);
        any.addConnection(connection);
        return connection;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        acceptor.start();
        LOGGER.log(Level.INFO, "{0} listens for DICOM on {1} with dcm4che", settings.aeTitle(), address);
    }

    private void acceptConnections() {
        while (!isClosing.get()) {
            try {
                begin(listener.accept());
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

    private void begin(Socket socket) throws IOException {
        if (connections.size() >= settings.maximumAssociations() + SPARE_CONNECTIONS) {
            LOGGER.log(Level.WARNING, "too many connections: one more is closed at once");
            socket.close();
            return;
        }
        GuardedSocket guarded;
        try {
            guarded = GuardedSocket.accept(socket, settings);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        connections.add(guarded);
        threads.execute(() -> serve(guarded));
    }

    private void serve(GuardedSocket socket) {
        try {
            socket.handshake(settings.associationTimeout());
            ProtocolHandler.DICOM.onAccept(local, socket);
        } catch (IOException e) {
            LOGGER.log(Level.INFO, socket + " ended: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, socket + ": association failed", e);
        } finally {
            finish(socket);
        }
    }

    private void finish(GuardedSocket socket) {
        try {
            socket.awaitClose();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a connection was not closed in order: " + e.getMessage());
        } finally {
            connections.remove(socket);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public int openAssociations() {
        return acceptance.openAssociations();
    }

    @Override
    public void close() {
        if (!isClosing.compareAndSet(false, true)) {
            return;
        }
        try {
            listener.close();
            acceptor.join();
            threads.shutdown();
            drain();
            spool.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the DICOM server did not close in order: " + e.getMessage());
        } catch (InterruptedException e) {
            connections.forEach(GuardedSocket::abort);
            Thread.currentThread().interrupt();
        }
        LOGGER.log(Level.INFO, "{0} no longer listens for DICOM on {1}", settings.aeTitle(), address);
    }

    private void drain() throws InterruptedException {
        long end = System.nanoTime() + settings.drainTimeout().toNanos();
        while (!threads.awaitTermination(DRAIN_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() < end) {
                connections.stream()
                        .filter(connection -> connection.silence().compareTo(IDLE_WHILE_DRAINING) > 0)
                        .forEach(GuardedSocket::abort);
            } else {
                connections.forEach(GuardedSocket::abort);
                threads.awaitTermination(1, TimeUnit.SECONDS);
                return;
            }
        }
    }
}
