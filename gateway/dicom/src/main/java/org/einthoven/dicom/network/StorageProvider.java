package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.einthoven.dicom.UID;

/** Takes the objects of one association by C-STORE (PS3.4 annex B): as its acceptor, or as the requestor of a C-GET. */
public final class StorageProvider {

    private static final System.Logger LOGGER = System.getLogger(StorageProvider.class.getName());

    private final StorageHandler handler;
    private final SpoolFolder spool;
    private final Origin origin;
    private final long maximumObjectSize;
    private int stored;

    public StorageProvider(StorageHandler handler, SpoolFolder spool, Origin origin, long maximumObjectSize) {
        this.handler = handler;
        this.spool = spool;
        this.origin = origin;
        this.maximumObjectSize = maximumObjectSize;
    }

    /** How many objects were taken. */
    public int stored() {
        return stored;
    }

    ArrivingDataSet receive(AcceptedContext context, CommandSet request) {
        return receive(
                context.abstractSyntaxUid(),
                context.transferSyntaxUid(),
                request.affectedSopClassUid(),
                request.affectedSopInstanceUid());
    }

    /**
     * Begins an object whose data set is about to arrive.
     *
     * @param abstractSyntaxUid that of the presentation context in which it comes
     * @param sopClassUid Affected SOP Class UID of the request, empty where it is absent
     * @param sopInstanceUid Affected SOP Instance UID of the request, empty where it is absent
     */
    public ArrivingDataSet receive(
            String abstractSyntaxUid, String transferSyntaxUid, String sopClassUid, String sopInstanceUid) {
        FileMeta meta = new FileMeta(
                sopClassUid, sopInstanceUid, transferSyntaxUid, origin.callingAeTitle(), origin.calledAeTitle());
        return new Arriving(incoming(abstractSyntaxUid, meta));
    }

    private IncomingObject incoming(String abstractSyntaxUid, FileMeta meta) {
        if (!meta.sopClassUid().equals(abstractSyntaxUid) || abstractSyntaxUid.equals(UID.Verification)) {
            return new IncomingObject(meta, DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        if (!Uid.isTolerable(meta.sopInstanceUid())) {
            return new IncomingObject(meta, DimseStatus.INVALID_INSTANCE);
        }
        String refusal = handler.refusal();
        if (refusal != null) {
            return new IncomingObject(meta, DimseStatus.OUT_OF_RESOURCES.because(refusal));
        }
        return new IncomingObject(spool, meta, maximumObjectSize);
    }

    private final class Arriving implements ArrivingDataSet {

        private final IncomingObject object;

        Arriving(IncomingObject object) {
            this.object = object;
        }

        @Override
        public void write(ByteBuffer fragment) {
            object.write(fragment);
        }

        @Override
        public DimseStatus finish() throws IOException {
            DimseStatus status = object.finish(handler, origin);
            stored += status.isFailure() ? 0 : 1;
            LOGGER.log(Level.DEBUG, "{0}: {1} answered with {2}", origin, object.describe(), status);
            return status;
        }

        @Override
        public void discard() {
            object.discard();
        }
    }
}
