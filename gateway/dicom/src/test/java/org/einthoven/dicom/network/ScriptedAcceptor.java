package org.einthoven.dicom.network;

import static org.einthoven.dicom.network.RawPeer.ascii;
import static org.einthoven.dicom.network.RawPeer.bytes;
import static org.einthoven.dicom.network.RawPeer.data;
import static org.einthoven.dicom.network.RawPeer.item;
import static org.einthoven.dicom.network.RawPeer.join;
import static org.einthoven.dicom.network.RawPeer.pdu;
import static org.einthoven.dicom.network.RawPeer.pdv;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.dicom.network.RawPeer.Answer;

/** Accepts one association with all its contexts in Implicit Little Endian, and then says what a script tells it to, byte for byte. */
final class ScriptedAcceptor implements Closeable {

    private static final byte[] RELEASE_RESPONSE = pdu(6, new byte[4]);

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    ScriptedAcceptor() throws IOException {}

    /** What the peer does once the association stands. */
    @FunctionalInterface
    interface Script<T> {
        T play(RawPeer peer) throws IOException;
    }

    RemoteAe remote() {
        return new RemoteAe("PEER", "127.0.0.1", listener.getLocalPort());
    }

    <T> Future<T> play(int contexts, Script<T> script) {
        return thread.submit(() -> {
            try (RawPeer peer = new RawPeer(listener.accept())) {
                peer.read();
                peer.send(accept(contexts));
                return script.play(peer);
            }
        });
    }

    private static byte[] accept(int contexts) {
        byte[] answers = new byte[0];
        for (int i = 0; i < contexts; i++) {
            answers = join(answers, item(0x21, join(bytes(2 * i + 1, 0, 0, 0), item(0x40, ascii(RawPeer.IMPLICIT)))));
        }
        return pdu(
                2,
                join(
                        bytes(0, 1, 0, 0),
                        new byte[64],
                        item(0x10, ascii("1.2.840.10008.3.1.1.1")),
                        answers,
                        item(0x50, item(0x51, bytes(0, 0, 0x40, 0)))));
    }

    /** A command in one PDU. */
    static byte[] command(int context, byte[]... elements) {
        byte[] all = join(elements);
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(all.length)
                .array();
        return data(pdv(context, 3, join(element(0, 0, length), all)));
    }

    /** A data set in one PDU. */
    static byte[] dataSet(int context, byte[]... elements) {
        return data(pdv(context, 2, join(elements)));
    }

    static byte[] element(int group, int element, byte[] value) {
        return join(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) group)
                        .putShort((short) element)
                        .putInt(value.length)
                        .array(),
                value);
    }

    static byte[] text(int group, int element, String value) {
        return element(group, element, ascii(value.length() % 2 == 0 ? value : value + "\0"));
    }

    static byte[] number(int element, int value) {
        return element(0, element, bytes(value, value >>> 8));
    }

    /** A response: its command field, the message that it answers, whether a data set follows, and its status. */
    static byte[] response(int context, int field, int messageId, boolean hasData, int status, byte[]... more) {
        return command(
                context,
                number(0x0100, field),
                number(0x0120, messageId),
                number(0x0800, hasData ? 0 : 0x0101),
                number(0x0900, status),
                join(more));
    }

    /** Reads until the association ends, and confirms a release. */
    static Answer end(RawPeer peer) throws IOException {
        Answer answer = peer.read();
        while (answer.type() == 4) {
            answer = peer.read();
        }
        if (answer.type() == 5) {
            peer.send(RELEASE_RESPONSE);
        }
        return answer;
    }

    /** The value of a 16-bit element of a command that came as one PDU with one fragment. */
    static int numberIn(Answer answer, int element) {
        ByteBuffer body = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN);
        body.position(6);
        while (body.remaining() >= 8) {
            body.getShort();
            int found = body.getShort() & 0xFFFF;
            int length = body.getInt();
            if (found == element) {
                return body.getShort() & 0xFFFF;
            }
            body.position(body.position() + length);
        }
        throw new AssertionError("no element " + Integer.toHexString(element) + " in " + answer);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        thread.shutdownNow();
    }
}
