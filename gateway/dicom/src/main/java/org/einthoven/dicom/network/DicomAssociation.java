package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.file.Path;

/** An open association with a peer, as the requestor. Used by one thread at a time; only {@link #abort} by any. */
public interface DicomAssociation extends AutoCloseable {

    RemoteAe remote();

    /** Whether the peer accepted a presentation context for this abstract syntax, in whichever transfer syntax. */
    boolean accepts(String abstractSyntaxUid);

    /**
     * C-ECHO.
     *
     * @throws IOException when the peer did not accept verification, answers another status than success, or the
     *     association is lost
     */
    void echo() throws IOException;

    /**
     * C-STORE of one Part 10 file. Sent byte for byte where the peer accepted the file's transfer syntax, otherwise
     * transcoded to one that it accepted.
     *
     * @return the peer's status, whatever it is; 0122 from this side where no context was accepted for the SOP class
     * @throws IOException when the file cannot be read or the association is lost; the object may have been stored
     */
    StorageStatus store(Path part10File) throws IOException;

    /**
     * Releases the association in order and closes the connection. Does nothing when it is over already.
     *
     * @throws IOException when the peer does not confirm the release; everything acknowledged before stays so
     */
    void release() throws IOException;

    /** Aborts the association and closes the connection. */
    void abort();

    /** Releases, and aborts where that fails. */
    @Override
    void close();
}
