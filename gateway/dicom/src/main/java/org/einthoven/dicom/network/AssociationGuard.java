package org.einthoven.dicom.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a connection and an engine that is not the own: what the engine reads are whole PDUs of which each is
 * well-formed and comes when PS3.8 table 9-10 allows it, with one presentation data value each. A peer that breaks the
 * protocol is aborted here, and the engine sees the end of the connection. Read by one thread.
 */
abstract class AssociationGuard {

    private static final System.Logger LOGGER = System.getLogger(AssociationGuard.class.getName());

    /** Where a presentation data value has its message control header, and where its fragment begins. */
    private static final int CONTROL = 5;

    private static final int CONTENT = 6;

    final Connection connection;
    private final MessagePace pace;
    /** What was sent or received, whichever side requested. */
    volatile @Nullable AssociateRequest request;
    /** This side has asked for the release. */
    volatile boolean isReleasing;

    private volatile boolean isOver;
    private volatile boolean isBusy;
    private volatile long lastActivity = System.nanoTime();
    private volatile @Nullable MessageAssembler messages;
    private @Nullable ByteBuffer values;
    private final ByteArrayOutputStream command = new ByteArrayOutputStream();

    /** @param patience how long a message may take beside the time for its bytes */
    AssociationGuard(Connection connection, Duration patience) {
        this.connection = connection;
        this.pace = new MessagePace(patience);
    }

    /** A PDU for the engine; an engine that reads PDU by PDU may keep neither buffer. */
    record Checked(ByteBuffer header, ByteBuffer body) {}

    /** Reads the next PDU from the connection, in the time that it may take. */
    abstract Pdu read() throws IOException;

    /** A PDU before the association stands. */
    abstract Checked negotiation(Pdu pdu) throws IOException;

    /** A release as it comes in an established association. */
    abstract @Nullable Checked release(Pdu pdu) throws IOException;

    /** Tells the peer that it broke the protocol; the exception is what the engine hears. */
    abstract IOException refuse(ProtocolViolationException violation) throws IOException;

    /** The peer fell silent. */
    abstract void timedOut() throws IOException;

    /** The next PDU, or null at the end of the association. */
    @Nullable
    Checked next() throws IOException {
        try {
            Checked next = null;
            while (next == null && (hasValues() || !isOver)) {
                next = hasValues() ? value(Objects.requireNonNull(values)) : fresh();
            }
            return next;
        } catch (ProtocolViolationException e) {
            isOver = true;
            throw refuse(e);
        } catch (IOException e) {
            isOver = true;
            throw e;
        }
    }

    private boolean hasValues() {
        return values != null && values.hasRemaining();
    }

    private @Nullable Checked fresh() throws IOException {
        MessageAssembler established = messages;
        isBusy = established != null && established.isInMessage();
        lastActivity = System.nanoTime();
        Pdu pdu = readInTime();
        lastActivity = System.nanoTime();
        if (established == null) {
            return negotiation(pdu);
        }
        return switch (pdu.type()) {
            case DATA -> data(pdu);
            case RELEASE_RQ, RELEASE_RP -> release(pdu);
            case ABORT -> last(pdu);
            default -> throw ProtocolViolationException.unexpected(pdu.type(), "came within the association");
        };
    }

    private Pdu readInTime() throws IOException {
        try {
            return read();
        } catch (SocketTimeoutException e) {
            timedOut();
            throw e;
        }
    }

    private @Nullable Checked data(Pdu pdu) throws IOException {
        isBusy = true;
        values = pdu.body();
        int length = pdu.body().remaining();
        Checked first = value(pdu.body());
        try {
            pace.took(length, isInMessage());
        } catch (SocketTimeoutException e) {
            timedOut();
            throw e;
        }
        return first;
    }

    /**
     * One presentation data value as a PDU of its own: some engines lose what follows a message in one PDU. A command
     * set comes in one piece, so that the engine reads none that is malformed or never ends.
     */
    private @Nullable Checked value(ByteBuffer rest) throws IOException {
        ByteBuffer whole = rest.slice(rest.position(), Math.min(rest.remaining(), lengthOfNext(rest)));
        assembler().accept(whole.duplicate());
        rest.position(rest.position() + whole.remaining());
        int control = whole.get(CONTROL);
        if ((control & MessageAssembler.COMMAND) == 0) {
            return new Checked(header(PduType.DATA, whole.remaining()), whole);
        }
        command.write(whole.array(), whole.arrayOffset() + CONTENT, whole.remaining() - CONTENT);
        return (control & MessageAssembler.LAST) == 0 ? null : command(whole.get(CONTROL - 1));
    }

    private Checked command(byte contextId) {
        ByteBuffer whole = ByteBuffer.allocate(CONTENT + command.size())
                .putInt(CONTENT - Integer.BYTES + command.size())
                .put(contextId)
                .put((byte) (MessageAssembler.COMMAND | MessageAssembler.LAST))
                .put(command.toByteArray())
                .flip();
        command.reset();
        return new Checked(header(PduType.DATA, whole.remaining()), whole);
    }

    private static int lengthOfNext(ByteBuffer values) {
        if (values.remaining() < Integer.BYTES) {
            return values.remaining();
        }
        long length = values.getInt(values.position()) & 0xFFFF_FFFFL;
        return (int) Math.min(Integer.BYTES + length, Integer.MAX_VALUE);
    }

    private MessageAssembler assembler() {
        MessageAssembler established = messages;
        if (established == null) {
            throw new IllegalStateException("the association is not established");
        }
        return established;
    }

    final boolean isInMessage() {
        MessageAssembler established = messages;
        return established != null && established.isInMessage();
    }

    final boolean isEstablished() {
        return messages != null;
    }

    final boolean isOver() {
        return isOver;
    }

    final void end() {
        isOver = true;
    }

    static Checked whole(Pdu pdu) {
        return new Checked(
                header(pdu.type(), pdu.body().remaining()), pdu.body().duplicate());
    }

    /** The same, of a PDU after which no other comes. */
    final Checked last(Pdu pdu) {
        isOver = true;
        return whole(pdu);
    }

    private static ByteBuffer header(PduType type, int length) {
        return ByteBuffer.allocate(Pdu.HEADER_LENGTH)
                .put((byte) type.code)
                .put((byte) 0)
                .putInt(length)
                .flip();
    }

    final void establish(AssociateRequest requested, AssociateAccept accept) throws ProtocolViolationException {
        Map<Integer, AcceptedContext> agreed = Negotiator.agreed(requested.contexts(), accept.contexts());
        messages = new MessageAssembler(agreed, new Unheard());
    }

    /**
     * Takes note of a PDU that the engine is about to send, and tells what to send in its place.
     *
     * @param pdu a whole one
     */
    byte[] sending(byte[] pdu) throws IOException {
        PduType type = PduType.of(pdu[0] & 0xFF);
        if (type == PduType.RELEASE_RQ) {
            isReleasing = true;
        } else if (type == PduType.ASSOCIATE_RJ || type == PduType.ABORT) {
            isOver = true;
        } else if (type == PduType.RELEASE_RP && !isReleasing) {
            isOver = true;
        }
        return pdu;
    }

    static ByteBuffer body(byte[] pdu) {
        return ByteBuffer.wrap(pdu, Pdu.HEADER_LENGTH, pdu.length - Pdu.HEADER_LENGTH)
                .slice();
    }

    /** For how long the peer has said nothing; zero within a message and while the engine serves one. */
    final Duration silence() {
        return isBusy ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastActivity);
    }

    /** An engine that closes an association without a word leaves it to this to abort it. */
    final void abortUnlessOver() {
        if (isOver || !isEstablished()) {
            return;
        }
        isOver = true;
        try {
            connection.sendAbortSoon(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the connection was lost before it was aborted");
        }
    }

    /** The engine reads the messages. */
    private static final class Unheard implements MessageListener {
        @Override
        public void command(AcceptedContext context, CommandSet command) {}

        @Override
        public void data(ByteBuffer fragment) {}

        @Override
        public void endOfData() {}
    }
}
