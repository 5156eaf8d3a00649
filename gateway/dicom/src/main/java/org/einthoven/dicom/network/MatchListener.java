package org.einthoven.dicom.network;

import java.io.IOException;
import org.einthoven.dicom.DicomDataset;

/** Takes the matches of a C-FIND as they come. */
@FunctionalInterface
public interface MatchListener {

    /**
     * One match.
     *
     * @return whether more are wanted; if not, the search is cancelled (C-CANCEL, PS3.4 C.4.1.2.2) and what the peer
     *     still sends is read over
     * @throws IOException where the match cannot be taken; the association is then aborted
     */
    boolean match(DicomDataset identifier) throws IOException;
}
