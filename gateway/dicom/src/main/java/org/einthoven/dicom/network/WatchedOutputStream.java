package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Writes a socket, which knows no timeout for that: a write that the peer does not take in time closes the socket. */
final class WatchedOutputStream extends OutputStream {

    private final Socket transport;
    private final OutputStream out;
    private final Duration timeout;

    /** @param transport the socket below TLS, or the socket itself */
    WatchedOutputStream(Socket socket, Socket transport, Duration timeout) throws IOException {
        this.transport = transport;
        this.out = socket.getOutputStream();
        this.timeout = timeout;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Watchdog watchdog = Watchdog.on(transport, timeout);
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw watchdog.hasBitten() ? new SocketTimeoutException("the peer took no data in time") : e;
        } finally {
            watchdog.cancel();
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }
}
