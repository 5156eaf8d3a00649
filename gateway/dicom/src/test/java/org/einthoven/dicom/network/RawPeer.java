package org.einthoven.dicom.network;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A peer that says what it is told to, byte for byte; it shares no code with the engine. */
final class RawPeer implements Closeable {

    static final int PATIENCE_MILLIS = 20_000;
    static final String TWELVE_LEAD = "1.2.840.10008.5.1.4.1.1.9.1.1";
    static final String VERIFICATION = "1.2.840.10008.1.1";
    static final String IMPLICIT = "1.2.840.10008.1.2";

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(int port) throws IOException {
        this(new Socket("127.0.0.1", port));
    }

    /** One that calls from another address of this machine. */
    static RawPeer from(String address, int port) throws IOException {
        return new RawPeer(new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0));
    }

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** What a peer hears: a PDU, or the end of the connection. */
    record Answer(int type, byte[] body) {

        static final Answer CLOSED = new Answer(0, new byte[0]);

        static Answer abort(int source, int reason) {
            return new Answer(7, new byte[] {0, 0, (byte) source, (byte) reason});
        }

        static Answer reject(int result, int source, int reason) {
            return new Answer(3, new byte[] {0, (byte) result, (byte) source, (byte) reason});
        }

        static Answer releaseResponse() {
            return new Answer(6, new byte[4]);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Answer answer && type == answer.type && Arrays.equals(body, answer.body);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(body);
        }

        @Override
        public String toString() {
            return type == 0 ? "closed" : "PDU " + type + " " + Arrays.toString(body);
        }
    }

    RawPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Vanishes as a process does that is killed: with a reset, not an end. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    Answer read() throws IOException {
        try {
            int type = in.readUnsignedByte();
            in.readByte();
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            return new Answer(type, body);
        } catch (EOFException | SocketException e) {
            return Answer.CLOSED;
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] pdu(int type, byte[] body) {
        return pdu(type, body.length, body);
    }

    static byte[] pdu(int type, int declaredLength, byte[] body) {
        return join(
                ByteBuffer.allocate(6)
                        .put((byte) type)
                        .put((byte) 0)
                        .putInt(declaredLength)
                        .array(),
                body);
    }

    static byte[] item(int type, byte[] content) {
        return join(
                ByteBuffer.allocate(4)
                        .put((byte) type)
                        .put((byte) 0)
                        .putShort((short) content.length)
                        .array(),
                content);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] context(int id, String abstractSyntax, String... transferSyntaxes) {
        byte[] content = join(bytes(id, 0, 0, 0), item(0x30, ascii(abstractSyntax)));
        for (String transferSyntax : transferSyntaxes) {
            content = join(content, item(0x40, ascii(transferSyntax)));
        }
        return item(0x20, content);
    }

    /** An association request with context 1 for 12-lead ECG and 3 for verification, both in Implicit Little Endian. */
    static byte[] associateRequest() {
        return associateRequest(
                1,
                "1.2.840.10008.3.1.1.1",
                join(context(1, TWELVE_LEAD, IMPLICIT), context(3, VERIFICATION, IMPLICIT)));
    }

    static byte[] associateRequest(int version, String applicationContext, byte[] contexts, byte[]... userItems) {
        return pdu(
                1,
                join(
                        bytes(0, version, 0, 0),
                        ascii("EINTHOVEN       "),
                        ascii("RAWPEER         "),
                        new byte[32],
                        item(0x10, ascii(applicationContext)),
                        contexts,
                        item(
                                0x50,
                                join(item(0x51, bytes(0, 0, 0x40, 0)), item(0x52, ascii("1.2.3")), join(userItems)))));
    }

    static byte[] pdv(int context, int control, byte[] content) {
        return join(ByteBuffer.allocate(4).putInt(content.length + 2).array(), bytes(context, control), content);
    }

    static byte[] data(byte[]... pdvs) {
        return pdu(4, join(pdvs));
    }

    private static byte[] element(int element, byte[] value) {
        return join(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) 0)
                        .putShort((short) element)
                        .putInt(value.length)
                        .array(),
                value);
    }

    private static byte[] number(int element, int value) {
        return element(element, bytes(value, value >>> 8));
    }

    private static byte[] uid(int element, String uid) {
        return element(element, ascii(uid.length() % 2 == 0 ? uid : uid + "\0"));
    }

    static byte[] command(int field, int messageId, boolean hasData, byte[]... more) {
        byte[] elements = join(
                uid(0x0002, TWELVE_LEAD),
                number(0x0100, field),
                number(0x0110, messageId),
                number(0x0800, hasData ? 0 : 0x0101),
                join(more));
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(elements.length)
                .array();
        return join(element(0, length), elements);
    }

    static byte[] storeCommand(String sopInstanceUid) {
        return command(0x0001, 7, true, uid(0x1000, sopInstanceUid));
    }

    /** N-ACTION of action type 1, with a data set. */
    static byte[] actionCommand() {
        return command(0x0130, 7, true, uid(0x1001, "1.2.840.10008.1.20.1.1"), number(0x1008, 1));
    }

    static byte[] echoCommand() {
        return command(0x0030, 8, false);
    }

    /** A small data set in Implicit Little Endian: SOP class and instance. */
    static byte[] dataSet(String sopInstanceUid) {
        ByteBuffer group = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = group.putShort((short) 0x0008).putShort((short) 0x0018).array();
        String even = sopInstanceUid.length() % 2 == 0 ? sopInstanceUid : sopInstanceUid + "\0";
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(even.length())
                .array();
        return join(header, length, ascii(even));
    }

    /** Status (0000,0900) of a response that came as one PDU. */
    static int status(Answer answer) {
        ByteBuffer body =
                ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN).position(6);
        while (body.remaining() >= 8) {
            body.getShort();
            int element = body.getShort() & 0xFFFF;
            int length = body.getInt();
            if (element == 0x0900) {
                return body.getShort() & 0xFFFF;
            }
            body.position(body.position() + length);
        }
        throw new AssertionError("no status in " + answer);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
