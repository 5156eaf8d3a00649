package org.einthoven.dicom.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A connection whose peer has said all that it will say, and closed; no network, so that millions of them fit into minutes. */
final class ScriptedSocket extends Socket {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 104);

    private final InputStream said;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean isClosed;
    private boolean isOutputShutdown;

    ScriptedSocket(byte[] said) {
        this.said = new ByteArrayInputStream(said);
    }

    /** What the peer hears. */
    byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public InputStream getInputStream() {
        return said;
    }

    @Override
    public OutputStream getOutputStream() {
        return heard;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return ADDRESS;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return ADDRESS;
    }

    @Override
    public void setSoTimeout(int timeout) {
        // Nothing is ever awaited.
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // Nothing is sent.
    }

    @Override
    public void setKeepAlive(boolean on) {
        // Nothing is kept.
    }

    @Override
    public synchronized void close() {
        isClosed = true;
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void shutdownOutput() {
        isOutputShutdown = true;
    }

    @Override
    public boolean isOutputShutdown() {
        return isOutputShutdown;
    }
}
