package org.einthoven.dicom.network;

import java.io.IOException;
import java.util.List;

/**
 * The DICOM network as the gateway needs it: receive objects, send objects, find and fetch objects, commit storage, ask
 * whether a peer answers.
 * Narrow on purpose, so that another engine can stand behind it; every engine passes the same contract tests.
 */
public interface DicomNetwork {

    /**
     * Begins to listen. The server is ready when this method returns.
     *
     * @throws IOException when the address cannot be bound or the spool folder cannot be written
     */
    DicomServer listen(DicomServerSettings settings, DicomServices services) throws IOException;

    /** Listens for objects alone; see {@link #listen(DicomServerSettings, DicomServices)}. */
    default DicomServer listen(DicomServerSettings settings, StorageHandler handler) throws IOException {
        return listen(settings, DicomServices.storage(handler));
    }

    /**
     * Opens an association. Contexts that the peer refuses are no error here; {@link DicomAssociation#accepts}
     * tells them.
     *
     * @throws AssociationRejectedException when the peer rejects the association
     * @throws AssociationAbortedException when the peer aborts it
     * @throws IOException when the peer cannot be reached, does not answer in time or breaks the protocol
     */
    DicomAssociation connect(RemoteAe remote, DicomClientSettings settings, List<PresentationContext> contexts)
            throws IOException;
}
