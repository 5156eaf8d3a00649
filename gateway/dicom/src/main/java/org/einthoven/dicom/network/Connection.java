package org.einthoven.dicom.network;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * PDUs over one socket. Read by one thread; written by that thread, and by another one only to abort. Lengths are
 * checked against what this side announced before anything is allocated.
 */
final class Connection implements Closeable {

    private static final int BUFFER = 65_536;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int SMALL = 8_192;
    /** So that a peer which is merely silent is told so before it is cut off. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long MOMENT_MILLIS = 200;

    private final Socket socket;
    private final Socket transport;
    private final int maximumPduLength;
    private final DeadlineInputStream deadlines;
    private final InputStream in;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private final byte[] header = new byte[Pdu.HEADER_LENGTH];
    private byte[] body = new byte[0];

    /** A connection without TLS. */
    Connection(Socket socket, int maximumPduLength, Duration writeTimeout) throws IOException {
        this(socket, socket, maximumPduLength, writeTimeout);
    }

    /** @param transport the socket below TLS, or the socket itself */
    Connection(Socket socket, Socket transport, int maximumPduLength, Duration writeTimeout) throws IOException {
        this.socket = socket;
        this.transport = transport;
        this.maximumPduLength = maximumPduLength;
        transport.setTcpNoDelay(true);
        transport.setKeepAlive(true);
        deadlines = new DeadlineInputStream(socket, Deadline.in(writeTimeout, "PDU"));
        in = new BufferedInputStream(deadlines, SMALL);
        out = new BufferedOutputStream(new WatchedOutputStream(socket, transport, writeTimeout), BUFFER);
    }

    /** Around a socket that a listener accepted, with TLS where the settings have it. */
    static Connection accept(Socket socket, DicomServerSettings settings) throws IOException {
        TlsSettings tls = settings.tls();
        Socket secured = tls == null ? socket : TlsSockets.acceptor(socket, tls);
        return new Connection(secured, socket, settings.maximumPduLength(), settings.idleTimeout());
    }

    /**
     * Makes the TLS handshake, where this connection has TLS.
     *
     * @throws DicomNetworkException where it fails, with the reason
     */
    void handshake(Duration timeout) throws IOException {
        if (!(socket instanceof SSLSocket secured)) {
            return;
        }
        Watchdog watchdog = Watchdog.on(transport, timeout);
        try {
            secured.startHandshake();
        } catch (IOException e) {
            throw new DicomNetworkException(
                    watchdog.hasBitten() ? "the TLS handshake took too long" : TlsSockets.reason(e), e);
        } finally {
            watchdog.cancel();
        }
    }

    InetSocketAddress remoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * Reads one whole PDU.
     *
     * @throws EOFException when the peer closed the connection
     * @throws java.net.SocketTimeoutException after the deadline
     */
    Pdu read(Deadline deadline) throws IOException {
        Watchdog watchdog = watchdog(deadline);
        try {
            return readWhole(deadline);
        } catch (IOException e) {
            throw watchdog != null && watchdog.hasBitten() ? deadline.exceeded() : e;
        } finally {
            if (watchdog != null) {
                watchdog.cancel();
            }
        }
    }

    /** A TLS record arrives whole or not at all: only from outside can a peer be stopped that drips it. */
    private @Nullable Watchdog watchdog(Deadline deadline) throws IOException {
        return socket == transport
                ? null
                : Watchdog.on(
                        transport, Duration.ofMillis(deadline.remainingMillis()).plus(GRACE));
    }

    private Pdu readWhole(Deadline deadline) throws IOException {
        deadlines.until(deadline);
        readFully(header, header.length);
        ByteBuffer fields = ByteBuffer.wrap(header);
        PduType type = PduType.of(fields.get() & 0xFF);
        long length = fields.getInt(2) & 0xFFFF_FFFFL;
        if (type == null) {
            throw ProtocolViolationException.inPdu(
                    AbortReason.UNRECOGNIZED_PDU,
                    "PDU type 0x" + Integer.toHexString(header[0] & 0xFF) + " is unknown"
                            + (header[0] == TLS_HANDSHAKE ? "; does the peer speak TLS?" : ""));
        }
        if (!type.allows(length, maximumPduLength)) {
            throw ProtocolViolationException.inPdu(
                    AbortReason.INVALID_PARAMETER_VALUE,
                    type.standardName + " declares a length of " + length + " bytes");
        }
        return new Pdu(type, readBody((int) length));
    }

    private ByteBuffer readBody(int length) throws IOException {
        if (body.length < length) {
            body = new byte[Math.max(length, Math.min(2 * body.length, maximumPduLength))];
        }
        readFully(body, length);
        return ByteBuffer.wrap(body, 0, length);
    }

    private void readFully(byte[] target, int length) throws IOException {
        if (in.readNBytes(target, 0, length) < length) {
            throw new EOFException("the peer closed the connection");
        }
    }

    /** Reads whatever comes until the peer closes the connection. */
    void discardUntilClosed(Deadline deadline) throws IOException {
        deadlines.until(deadline);
        byte[] buffer = new byte[SMALL];
        while (in.read(buffer) >= 0) {
            deadline.remainingMillis();
        }
    }

    /** Queues bytes of a PDU; {@link #flush} sends them. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        writing.lock();
        try {
            out.write(bytes, offset, length);
        } finally {
            writing.unlock();
        }
    }

    void flush() throws IOException {
        writing.lock();
        try {
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    void send(byte[] pdu) throws IOException {
        writing.lock();
        try {
            out.write(pdu, 0, pdu.length);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Sends an A-ABORT where nobody is in the middle of writing. */
    void sendAbort(int source, int reason) throws IOException {
        if (writing.tryLock()) {
            try {
                send(Pdu.fixed(PduType.ABORT, 0, source, reason));
            } finally {
                writing.unlock();
            }
        }
    }

    /** The same, where the thread that is writing may be about to end: waits for it for a moment. */
    void sendAbortSoon(int source, int reason) throws IOException {
        boolean isFree = false;
        try {
            isFree = writing.tryLock(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isFree) {
            try {
                sendAbort(source, reason);
            } finally {
                writing.unlock();
            }
        }
    }

    /** Says that nothing more will be sent, so that a peer which waits for the end of the connection sees it. */
    void shutdownOutput() throws IOException {
        if (!socket.isClosed() && !socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }

    boolean isClosed() {
        return socket.isClosed() || transport.isClosed();
    }

    /** Closes the transport, where TLS cannot say goodbye in order as well. */
    @Override
    public void close() throws IOException {
        try (transport) {
            if (socket != transport) {
                Watchdog watchdog = Watchdog.on(transport, GRACE);
                try {
                    socket.close();
                } finally {
                    watchdog.cancel();
                }
            }
        }
    }
}
