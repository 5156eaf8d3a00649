package org.einthoven.dicom.network;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
    DimseStatus store(StoredObject object) throws IOException;

    /**
     * Why nothing is taken for a while, as {@link Admission#refusal} tells it. Associations are then rejected as transient (temporary congestion, PS3.8 table 9-21), and an object
     * within an open one is answered A700; its data set is read over and never written.
     */
    default @Nullable String refusal() {
        return null;
    }
}
