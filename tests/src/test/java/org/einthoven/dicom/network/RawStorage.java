package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** C-STORE of any bytes as a data set in Explicit VR Little Endian, by a sender that checks nothing. */
public final class RawStorage {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String TWELVE_LEAD = "1.2.840.10008.5.1.4.1.1.9.1.1";
    private static final int CHUNK = 8192;
    private static final int LAST_DATA = 2;
    private static final int DATA = 0;
    private static final int LAST_COMMAND = 3;

    private RawStorage() {}

    /**
     * The receiver's response.
     *
     * @param status Status (0000,0900), or -1 where it ended the association instead
     */
    public record Response(int status, String comment) {}

    public static Response store(int port, String sopInstanceUid, byte[] dataSet) throws IOException {
        try (RawPeer peer = new RawPeer(port)) {
            peer.send(RawPeer.associateRequest(1, "1.2.840.10008.3.1.1.1", RawPeer.context(1, TWELVE_LEAD, EXPLICIT)));
            peer.read();
            peer.send(RawPeer.data(RawPeer.pdv(1, LAST_COMMAND, RawPeer.storeCommand(sopInstanceUid))));
            int at = 0;
            do {
                int end = Math.min(at + CHUNK, dataSet.length);
                int control = end == dataSet.length ? LAST_DATA : DATA;
                peer.send(RawPeer.data(RawPeer.pdv(1, control, Arrays.copyOfRange(dataSet, at, end))));
                at = end;
            } while (at < dataSet.length);
            return response(peer.read());
        }
    }

    private static Response response(RawPeer.Answer answer) {
        if (answer.type() != 4) {
            return new Response(-1, answer.toString());
        }
        ByteBuffer body =
                ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN).position(6);
        int status = -1;
        String comment = "";
        while (body.remaining() >= 8) {
            int tag = body.getInt() >>> 16;
            byte[] value = new byte[body.getInt()];
            body.get(value);
            if (tag == 0x0900) {
                status = (value[0] & 0xFF) | (value[1] & 0xFF) << 8;
            } else if (tag == 0x0902) {
                comment = new String(value, StandardCharsets.US_ASCII).strip();
            }
        }
        return new Response(status, comment);
    }
}
