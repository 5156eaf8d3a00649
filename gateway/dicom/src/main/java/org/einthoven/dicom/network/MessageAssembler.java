package org.einthoven.dicom.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from presentation data values (PS3.8 annex E.2, PS3.7 6.3.1): command fragments, then data
 * fragments where the command announces them, all in one presentation context, and no second message in between.
 */
final class MessageAssembler {

    private static final int PDV_HEADER = 2;
    static final int COMMAND = 1;
    static final int LAST = 2;

    private final Map<Integer, AcceptedContext> contexts;
    private final MessageListener listener;
    private final ByteArrayOutputStream command = new ByteArrayOutputStream();
    private @Nullable AcceptedContext current;
    private boolean expectsData;

    MessageAssembler(Map<Integer, AcceptedContext> contexts, MessageListener listener) {
        this.contexts = contexts;
        this.listener = listener;
    }

    boolean isInMessage() {
        return current != null;
    }

    /** Takes the body of a P-DATA-TF PDU. */
    void accept(ByteBuffer pdu) throws IOException {
        if (!pdu.hasRemaining()) {
            throw invalid("a P-DATA-TF PDU is empty");
        }
        while (pdu.hasRemaining()) {
            pdv(nextPdv(pdu));
        }
    }

    private static ByteBuffer nextPdv(ByteBuffer pdu) throws ProtocolViolationException {
        if (pdu.remaining() < Integer.BYTES) {
            throw invalid("a presentation data value is cut off");
        }
        long length = pdu.getInt() & 0xFFFF_FFFFL;
        if (length < PDV_HEADER || length > pdu.remaining()) {
            throw invalid("a presentation data value declares a length of " + length + " bytes");
        }
        ByteBuffer pdv = pdu.slice(pdu.position(), (int) length);
        pdu.position(pdu.position() + (int) length);
        return pdv;
    }

    private void pdv(ByteBuffer pdv) throws IOException {
        AcceptedContext context = context(pdv.get() & 0xFF);
        int control = pdv.get();
        boolean isLast = (control & LAST) != 0;
        if ((control & COMMAND) != 0) {
            commandFragment(context, pdv, isLast);
        } else {
            dataFragment(pdv, isLast);
        }
    }

    private AcceptedContext context(int id) throws ProtocolViolationException {
        AcceptedContext context = contexts.get(id);
        if (context == null) {
            throw invalid("a message came in presentation context " + id + ", which was not accepted");
        }
        if (current != null && current.id() != id) {
            throw invalid("a message changes from presentation context " + current.id() + " to " + id);
        }
        return context;
    }

    private void commandFragment(AcceptedContext context, ByteBuffer pdv, boolean isLast) throws IOException {
        if (expectsData) {
            throw ProtocolViolationException.inMessage(
                    "a command came before the data set of the one before was complete");
        }
        if (command.size() + pdv.remaining() > CommandSet.LONGEST) {
            throw ProtocolViolationException.inMessage("a command set is longer than " + CommandSet.LONGEST + " bytes");
        }
        current = context;
        command.write(pdv.array(), pdv.arrayOffset() + pdv.position(), pdv.remaining());
        if (isLast) {
            CommandSet complete = CommandSet.decode(command.toByteArray());
            command.reset();
            expectsData = complete.announcesDataSet();
            current = expectsData ? context : null;
            listener.command(context, complete);
        }
    }

    private void dataFragment(ByteBuffer pdv, boolean isLast) throws IOException {
        if (!expectsData) {
            throw ProtocolViolationException.inMessage("a data set came without a command that announces it");
        }
        if (pdv.hasRemaining()) {
            listener.data(pdv);
        }
        if (isLast) {
            expectsData = false;
            current = null;
            listener.endOfData();
        }
    }

    private static ProtocolViolationException invalid(String message) {
        return ProtocolViolationException.inPdu(AbortReason.INVALID_PARAMETER_VALUE, message);
    }
}
