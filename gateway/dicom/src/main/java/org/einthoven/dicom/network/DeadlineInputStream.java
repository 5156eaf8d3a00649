package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Reads a socket until a deadline, however many reads that takes. */
final class DeadlineInputStream extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private Deadline deadline;

    DeadlineInputStream(Socket socket, Deadline first) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadline = first;
    }

    void until(Deadline next) {
        deadline = next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        socket.setSoTimeout(deadline.remainingMillis());
        try {
            return in.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw deadline.exceeded();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }
}
