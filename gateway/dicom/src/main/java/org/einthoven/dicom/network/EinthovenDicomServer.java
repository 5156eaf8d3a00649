package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The own engine's acceptor. */
final class EinthovenDicomServer implements DicomServer {

    private static final System.Logger LOGGER = System.getLogger(EinthovenDicomServer.class.getName());

    private final DicomServerSettings settings;
    private final DicomServices services;
    private final ConnectionListener listener;
    private final AtomicInteger associations = new AtomicInteger();

    EinthovenDicomServer(DicomServerSettings settings, DicomServices services) throws IOException {
        this.settings = settings;
        this.services = services;
        this.listener = new ConnectionListener(settings, "dicom");
    }

    void start() {
        listener.start(this::accept);
    }

    ServerAssociation accept(Socket socket) throws IOException {
        Connection connection = Connection.accept(socket, settings);
        return new ServerAssociation(connection, this, settings, new Negotiator(settings, services));
    }

    /** Takes a place for an association, or tells why there is none. */
    @Nullable
    AssociateReject beginAssociation() {
        String refusal = services.storage().refusal();
        if (refusal != null) {
            LOGGER.log(Level.DEBUG, "takes nothing for now: {0}", refusal);
        }
        if (refusal != null || listener.isClosing()) {
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
        StorageProvider storage =
                new StorageProvider(services.storage(), listener.spool(), origin, settings.maximumObjectSize());
        return new DimseProvider(storage, new CommitmentAcceptor(services, origin, writer), writer);
    }

    @Override
    public InetSocketAddress address() {
        return listener.address();
    }

    @Override
    public int openAssociations() {
        return associations.get();
    }

    @Override
    public void close() {
        listener.close();
    }
}
