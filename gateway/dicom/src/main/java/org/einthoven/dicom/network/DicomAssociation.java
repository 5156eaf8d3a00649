package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.einthoven.dicom.DicomDataset;

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
    DimseStatus store(Path part10File) throws IOException;

    /**
     * C-FIND: asks for what matches the identifier's keys (PS3.4 C.4.1, of a worklist K.4.1).
     *
     * @param sopClassUid {@link QueryRetrieveModel#findUid()} or the modality worklist's
     * @param identifier keys to match and to return; of query and retrieve with Query/Retrieve Level (0008,0052)
     * @param matches takes each match as it comes
     * @throws IOException when the peer did not accept the class, sends what is no match, or the association is lost
     */
    FindResult find(String sopClassUid, DicomDataset identifier, MatchListener matches) throws IOException;

    /**
     * C-MOVE: has the peer send objects to an AE that it knows by its title (PS3.4 C.4.2). They come by C-STORE on
     * associations that the peer opens to that AE.
     *
     * @param identifier unique keys, with Query/Retrieve Level (0008,0052)
     * @throws IOException when the peer did not accept the class, says nothing for as long as a response may take, or
     *     the association is lost; objects may have been sent
     */
    RetrieveResult move(QueryRetrieveModel model, DicomDataset identifier, String destinationAeTitle)
            throws IOException;

    /**
     * C-GET: has the peer send objects on this association (PS3.4 C.4.3), whose contexts are those of {@link
     * PresentationContext#get}.
     *
     * @param identifier unique keys, with Query/Retrieve Level (0008,0052)
     * @param handler takes each object as a server's handler does; its status is what the peer hears
     * @param spoolFolder where objects lie while they arrive
     * @throws IOException when the peer did not accept the class or the association is lost; objects that the handler
     *     has taken stay taken
     */
    RetrieveResult get(QueryRetrieveModel model, DicomDataset identifier, StorageHandler handler, Path spoolFolder)
            throws IOException;

    /**
     * Asks the peer to take responsibility for objects that it was sent (N-ACTION, PS3.4 J.3.2).
     *
     * @param patience how long to wait for the result on this association; zero not at all. It may come on another one
     *     ({@link StorageCommitmentUser}) whatever is waited
     * @throws IOException when the peer did not accept the class or the association is lost
     */
    CommitmentReply requestCommitment(CommitmentRequest request, Duration patience) throws IOException;

    /**
     * Tells the peer the result of a commitment that it asked for (N-EVENT-REPORT, PS3.4 J.3.3), in a context of {@link
     * PresentationContext#commitmentResult}.
     *
     * @return the peer's status
     * @throws IOException when the peer did not accept the class or the association is lost; the peer may have heard it
     */
    DimseStatus reportCommitment(CommitmentResult result) throws IOException;

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
