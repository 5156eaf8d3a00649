package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.jspecify.annotations.Nullable;

/** What the peer of an association that this side opened sends: responses, and within a C-GET objects. */
final class ClientMessages implements MessageListener {

    private final MessageWriter writer;
    private final Deque<Message> whole = new ArrayDeque<>();
    private @Nullable StorageProvider storage;
    private @Nullable Arriving arriving;

    ClientMessages(MessageWriter writer) {
        this.writer = writer;
    }

    /** A command with its data set, where it has one. */
    record Message(
            AcceptedContext context,
            CommandSet command,
            @Nullable BufferedDataSet bytes) {

        /** The data set; null where there is none. */
        @Nullable
        DicomDataset dataset() throws ProtocolViolationException {
            try {
                return bytes == null ? null : bytes.read(context.transferSyntaxUid());
            } catch (DicomFormatException e) {
                throw ProtocolViolationException.inMessage(
                        "the data set of a response is malformed: " + e.getMessage());
            }
        }
    }

    /** A message whose data set is still arriving: an object, or what is kept in memory. */
    private record Arriving(Message message, @Nullable ArrivingDataSet object) {}

    /** From now on objects are taken; null takes none, and throws away what has arrived of one. */
    void storeInto(@Nullable StorageProvider provider) {
        storage = provider;
        if (provider == null && arriving != null && arriving.object() != null) {
            arriving.object().discard();
            arriving = null;
        }
    }

    /** The next message that is whole, or null where more has to be read. */
    @Nullable
    Message poll() {
        return whole.poll();
    }

    @Override
    public void command(AcceptedContext context, CommandSet command) throws IOException {
        if (!command.announcesDataSet()) {
            whole.add(new Message(context, command, null));
            return;
        }
        StorageProvider provider = storage;
        ArrivingDataSet object = provider != null && command.commandField() == CommandField.C_STORE_RQ
                ? provider.receive(context, command)
                : null;
        arriving = new Arriving(new Message(context, command, new BufferedDataSet()), object);
    }

    @Override
    public void data(ByteBuffer fragment) {
        Arriving current = arriving;
        if (current == null) {
            return;
        }
        if (current.object() != null) {
            current.object().write(fragment);
        } else if (current.message().bytes() != null) {
            current.message().bytes().write(fragment);
        }
    }

    @Override
    public void endOfData() throws IOException {
        Arriving complete = arriving;
        arriving = null;
        if (complete == null) {
            return;
        }
        if (complete.object() == null) {
            whole.add(complete.message());
            return;
        }
        DimseStatus status = complete.object().finish();
        writer.command(
                complete.message().context().id(), complete.message().command().respond(status));
        writer.flush();
    }
}
