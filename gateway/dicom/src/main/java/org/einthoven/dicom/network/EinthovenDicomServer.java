package org.einthoven.dicom.network;

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
import org.jspecify.annotations.Nullable;

/** Listens, and gives each connection a thread: as many as associations are allowed, and some to tell others why not. */
final class EinthovenDicomServer implements DicomServer {

    private static final System.Logger LOGGER = System.getLogger(EinthovenDicomServer.class.getName());
    private static final int BACKLOG = 128;
    /** Connections beyond the associations: those being rejected, and those whose peer has yet to close. */
    private static final int SPARE_CONNECTIONS = 64;

    private static final Duration DRAIN_STEP = Duration.ofMillis(50);
    private static final Duration IDLE_WHILE_DRAINING = Duration.ofSeconds(1);

    private final DicomServerSettings settings;
    private final DicomServices services;
    private final SpoolFolder spool;
    private final ServerSocket listener;
    private final InetSocketAddress address;
    private final Set<ServerAssociation> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger associations = new AtomicInteger();
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final ExecutorService threads;
    private final Thread acceptor;

    EinthovenDicomServer(DicomServerSettings settings, DicomServices services) throws IOException {
        this.settings = settings;
        this.services = services;
        this.listener = bind(settings.address());
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
        this.spool = openSpool();
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(
                task -> daemon(task, "dicom-" + address.getPort() + "-" + count.incrementAndGet()));
        this.acceptor = daemon(this::acceptConnections, "dicom-" + address.getPort() + "-accept");
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

    void start() {
        acceptor.start();
        LOGGER.log(Level.INFO, "{0} listens for DICOM on {1}", settings.aeTitle(), address);
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
        ServerAssociation association;
        try {
            Connection connection = Connection.accept(socket, settings);
            association = new ServerAssociation(connection, this, settings, new Negotiator(settings, services));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        connections.add(association);
        threads.execute(() -> run(association));
    }

    private void run(ServerAssociation association) {
        try {
            association.run();
        } finally {
            connections.remove(association);
        }
    }

    /** Takes a place for an association, or tells why there is none. */
    @Nullable
    AssociateReject beginAssociation() {
        String refusal = services.storage().refusal();
        if (refusal != null) {
            LOGGER.log(Level.DEBUG, "takes nothing for now: {0}", refusal);
        }
        if (refusal != null || isClosing.get()) {
            return AssociateReject.TEMPORARY_CONGESTION;
        }
        if (associations.incrementAndGet() > settings.maximumAssociations()) {
            associations.decrementAndGet();
            return AssociateReject.LOCAL_LIMIT_EXCEEDED;
        }
        return null;
    }

    void endAssociation() {
        associations.decrementAndGet();
    }

    DimseProvider newProvider(Origin origin, MessageWriter writer) {
        StorageProvider storage = new StorageProvider(services.storage(), spool, origin, settings.maximumObjectSize());
        return new DimseProvider(storage, new CommitmentAcceptor(services, origin, writer), writer);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public int openAssociations() {
        return associations.get();
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
            connections.forEach(ServerAssociation::abortNow);
            Thread.currentThread().interrupt();
        }
        LOGGER.log(Level.INFO, "{0} no longer listens for DICOM on {1}", settings.aeTitle(), address);
    }

    private void drain() throws InterruptedException {
        long end = System.nanoTime() + settings.drainTimeout().toNanos();
        while (!threads.awaitTermination(DRAIN_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() < end) {
                connections.forEach(association -> association.abortIfIdle(IDLE_WHILE_DRAINING));
            } else {
                connections.forEach(ServerAssociation::abortNow);
                threads.awaitTermination(1, TimeUnit.SECONDS);
                return;
            }
        }
    }
}
