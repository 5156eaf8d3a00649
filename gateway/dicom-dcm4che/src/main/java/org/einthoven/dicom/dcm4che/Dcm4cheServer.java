package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.dcm4che3.net.ApplicationEntity;
import org.dcm4che3.net.Connection;
import org.dcm4che3.net.Device;
import org.einthoven.dicom.network.ConnectionListener;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.GuardedSocket;
import org.einthoven.dicom.network.ServedConnection;

/**
 * Has dcm4che serve each association in the thread of its connection. dcm4che's own listener knows no port 0, takes any
 * number of connections and reads what they send unchecked.
 */
final class Dcm4cheServer implements DicomServer {

    private static final System.Logger LOGGER = System.getLogger(Dcm4cheServer.class.getName());

    private final DicomServerSettings settings;
    private final ConnectionListener listener;
    private final Connection local;
    private final Acceptance acceptance;

    Dcm4cheServer(DicomServerSettings settings, DicomServices services) throws IOException {
        this.settings = settings;
        this.listener = new ConnectionListener(settings, "dcm4che");
        this.acceptance = new Acceptance(settings, services, listener::isClosing);
        this.local = device(new ServerRequests(settings, services, listener.spool(), listener.threads()));
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

    void start() {
        listener.start(socket -> new Served(GuardedSocket.accept(socket, settings)));
    }

    private final class Served implements ServedConnection {

        private final GuardedSocket socket;

        Served(GuardedSocket socket) {
            this.socket = socket;
        }

        @Override
        public void serve() {
            try {
                socket.handshake(settings.associationTimeout());
                ProtocolHandler.DICOM.onAccept(local, socket);
            } catch (IOException e) {
                LOGGER.log(Level.INFO, socket + " ended: " + e.getMessage());
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, socket + ": association failed", e);
            } finally {
                finish();
            }
        }

        private void finish() {
            try {
                socket.awaitClose();
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, "a connection was not closed in order: " + e.getMessage());
            }
        }

        @Override
        public boolean isAssociated() {
            return socket.isAssociated();
        }

        @Override
        public void abortIfIdle(Duration silence) {
            if (socket.silence().compareTo(silence) > 0) {
                socket.abort();
            }
        }

        @Override
        public void abortNow() {
            socket.abort();
        }
    }

    @Override
    public InetSocketAddress address() {
        return listener.address();
    }

    @Override
    public int openAssociations() {
        return acceptance.openAssociations();
    }

    @Override
    public void close() {
        listener.close();
    }
}
