package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.TransferSyntax;

/** Writes messages as P-DATA-TF PDUs that are no longer than the peer accepts, one presentation data value each. */
final class MessageWriter {

    private static final int HEADERS = Pdu.HEADER_LENGTH + 6;
    private static final int COMMAND = 1;
    private static final int LAST = 2;

    private final Connection connection;
    private final byte[] pdu;

    /** @param peerMaximumPduLength as the peer announced it; 0 for no limit */
    MessageWriter(Connection connection, int peerMaximumPduLength) {
        this.connection = connection;
        int longest = peerMaximumPduLength == 0
                ? Limits.DEFAULT_PDU_LENGTH
                : Math.min(peerMaximumPduLength, Limits.DEFAULT_PDU_LENGTH);
        // Fragments of even length, as data elements are.
        int fragment = (longest - (HEADERS - Pdu.HEADER_LENGTH)) & ~1;
        this.pdu = new byte[HEADERS + fragment];
    }

    /** Queues a command; {@link #flush} or the end of its data set sends it. */
    void command(int contextId, CommandSet command) throws IOException {
        Fragments fragments = new Fragments(contextId, COMMAND);
        fragments.write(command.encode());
        fragments.finish();
    }

    /** Sends a command and its data set. */
    void message(AcceptedContext context, CommandSet command, DicomDataset dataset) throws IOException {
        command(context.id(), command);
        Fragments data = dataSet(context.id());
        DicomWriter.standard().writeDataset(dataset, TransferSyntax.of(context.transferSyntaxUid()), data);
        data.finish();
        flush();
    }

    void flush() throws IOException {
        connection.flush();
    }

    /** Where the data set of the command just written goes. */
    Fragments dataSet(int contextId) {
        return new Fragments(contextId, 0);
    }

    /** Only {@link #finish} ends the message, never a close: half a data set must not look like a whole one. */
    final class Fragments extends OutputStream {

        private final int contextId;
        private final int kind;
        private int filled = HEADERS;

        private Fragments(int contextId, int kind) {
            this.contextId = contextId;
            this.kind = kind;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int end = offset + length;
            while (from < end) {
                if (filled == pdu.length) {
                    send(0);
                }
                int count = Math.min(end - from, pdu.length - filled);
                System.arraycopy(bytes, from, pdu, filled, count);
                filled += count;
                from += count;
            }
        }

        private void send(int last) throws IOException {
            ByteBuffer.wrap(pdu)
                    .put((byte) PduType.DATA.code)
                    .put((byte) 0)
                    .putInt(filled - Pdu.HEADER_LENGTH)
                    .putInt(filled - Pdu.HEADER_LENGTH - Integer.BYTES)
                    .put((byte) contextId)
                    .put((byte) (kind | last));
            connection.write(pdu, 0, filled);
            filled = HEADERS;
        }

        void finish() throws IOException {
            send(LAST);
        }
    }
}
