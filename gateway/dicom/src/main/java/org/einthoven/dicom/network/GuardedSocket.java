package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket for an engine behind {@link DicomNetwork} that is not the own: it holds peers to the protocol, to lengths and
 * to times, and aborts those that break it, so that every engine answers bad input alike. It leaves to the engine what
 * an association is about. The engine writes whole PDUs, one a call, and reads in one thread.
 */
public final class GuardedSocket extends Socket {

    private final Connection connection;
    private final AssociationGuard guard;
    private final @Nullable AcceptorGuard acceptor;
    private final @Nullable RequestorGuard requestor;
    private final InputStream in = new CheckedStream();
    private final OutputStream out = new WatchedStream();
    private final CountDownLatch closed = new CountDownLatch(1);

    private GuardedSocket(AcceptorGuard guard) throws IOException {
        super((SocketImpl) null);
        this.connection = guard.connection;
        this.guard = guard;
        this.acceptor = guard;
        this.requestor = null;
    }

    private GuardedSocket(RequestorGuard guard) throws IOException {
        super((SocketImpl) null);
        this.connection = guard.connection;
        this.guard = guard;
        this.acceptor = null;
        this.requestor = guard;
    }

    /** Around a connection that a listener accepted, with TLS where the settings have it. */
    public static GuardedSocket accept(Socket socket, DicomServerSettings settings) throws IOException {
        return new GuardedSocket(new AcceptorGuard(Connection.accept(socket, settings), settings));
    }

    /**
     * Connects to a peer, with TLS where the settings have it.
     *
     * @throws DicomNetworkException where it cannot be reached
     */
    public static GuardedSocket connect(RemoteAe remote, DicomClientSettings settings) throws IOException {
        Connection connection = AssociationRequestor.connect(remote, settings);
        return new GuardedSocket(new RequestorGuard(connection, remote, settings));
    }

    /** Makes the TLS handshake of an accepted connection, where it has TLS. */
    public void handshake(Duration timeout) throws IOException {
        connection.handshake(timeout);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    /**
     * Ends an association that the engine has not ended by an A-ABORT. As the acceptor it closes only this side's
     * direction; {@link #awaitClose} does the rest.
     */
    @Override
    public void close() throws IOException {
        guard.abortUnlessOver();
        guard.end();
        try {
            if (acceptor == null) {
                connection.close();
            } else {
                connection.shutdownOutput();
            }
        } finally {
            closed.countDown();
        }
    }

    /** Reads over what the peer of an accepted connection still sends until it closes it, for no longer than ARTIM. */
    public void awaitClose() throws IOException {
        try (connection) {
            if (acceptor != null) {
                acceptor.awaitClose();
            }
        }
    }

    /** Aborts the association and closes the connection, from any thread. */
    public void abort() {
        try (connection) {
            guard.end();
            if (!connection.isClosed()) {
                connection.sendAbortSoon(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
            }
        } catch (IOException e) {
            System.getLogger(GuardedSocket.class.getName())
                    .log(System.Logger.Level.DEBUG, "the connection was lost before it was aborted");
        }
    }

    /** Whether the engine has closed the socket within this time. */
    public boolean awaitEngine(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Who requested the association, with what no AE title may hold replaced.
     *
     * @throws IllegalStateException before it was requested
     */
    public Origin origin() {
        AssociateRequest request = guard.request;
        if (request == null) {
            throw new IllegalStateException("no association was requested");
        }
        return new Origin(request.callingAeTitle(), request.calledAeTitle(), connection.remoteAddress());
    }

    /** Whether an association stands. */
    public boolean isAssociated() {
        return guard.isEstablished() && !guard.isOver();
    }

    /** For how long the peer has said nothing; zero within a message and while the engine serves one. */
    public Duration silence() {
        return guard.silence();
    }

    /** The A-ABORT that the peer sent; null where it sent none, and of an accepted connection. */
    public @Nullable AssociationAbortedException peerAbort() {
        return requestor == null ? null : requestor.peerAbort();
    }

    /** Whether the peer has confirmed the release that this side asked for. */
    public boolean isReleaseConfirmed() {
        return requestor != null && requestor.isReleaseConfirmed();
    }

    /** Whether the association is over, or about to be: nothing can be sent. */
    public boolean isOver() {
        return guard.isOver() || connection.isClosed();
    }

    @Override
    public boolean isClosed() {
        return connection.isClosed();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public InetAddress getInetAddress() {
        return connection.remoteAddress().getAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return connection.localAddress().getAddress();
    }

    @Override
    public int getPort() {
        return connection.remoteAddress().getPort();
    }

    @Override
    public int getLocalPort() {
        return connection.localAddress().getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return connection.remoteAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return connection.localAddress();
    }

    @Override
    public String toString() {
        return "connection with " + connection.remoteAddress();
    }

    /** The checked PDUs, one after the other. */
    private final class CheckedStream extends InputStream {

        private ByteBuffer header = ByteBuffer.allocate(0);
        private ByteBuffer body = ByteBuffer.allocate(0);

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!header.hasRemaining() && !body.hasRemaining() && !fill()) {
                return -1;
            }
            ByteBuffer source = header.hasRemaining() ? header : body;
            int count = Math.min(length, source.remaining());
            source.get(buffer, offset, count);
            return count;
        }

        private boolean fill() throws IOException {
            AssociationGuard.Checked next = guard.next();
            if (next == null) {
                return false;
            }
            header = next.header();
            body = next.body();
            return true;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }
    }

    /** What the engine sends, a PDU a call; an association that is over was aborted already. */
    private final class WatchedStream extends OutputStream {

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (guard.isOver() && bytes[offset] == PduType.ABORT.code) {
                return;
            }
            requireAssociation();
            if (bytes[offset] == PduType.DATA.code) {
                connection.write(bytes, offset, length);
            } else {
                byte[] pdu = guard.sending(Arrays.copyOfRange(bytes, offset, offset + length));
                connection.write(pdu, 0, pdu.length);
            }
        }

        private void requireAssociation() throws SocketException {
            if (guard.isOver()) {
                throw new SocketException("the association is over");
            }
        }

        /** A byte alone is no PDU: whoever writes so has lost his place, and the association with it. */
        @Override
        public void write(int value) throws IOException {
            throw new IOException("a PDU is written whole");
        }

        @Override
        public void flush() throws IOException {
            connection.flush();
        }
    }
}
