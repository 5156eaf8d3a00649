package org.einthoven.dicom.network;

import java.io.IOException;

/** What becomes of a received object. Called by several associations at the same time. */
@FunctionalInterface
public interface StorageHandler {

    /**
     * Takes one object. The sender hears the status only after this method has returned, so whatever makes the object
     * durable (moving, syncing) belongs in here. The file is the handler's to move; where it still lies at
     * {@link StoredObject#file()} afterwards, it is removed.
     *
     * @return the status of the C-STORE response
     * @throws IOException when the object cannot be kept; answered as A700, out of resources. Any runtime exception is
     *     answered as 0110, processing failure
     */
    StorageStatus store(StoredObject object) throws IOException;
}
