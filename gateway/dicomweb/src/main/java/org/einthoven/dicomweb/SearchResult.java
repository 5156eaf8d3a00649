package org.einthoven.dicomweb;

import java.util.List;
import org.einthoven.dicom.DicomDataset;

/**
 * What a search found.
 *
 * @param matches none twice
 * @param end why there are no more
 */
public record SearchResult(List<DicomDataset> matches, End end) {

    /** Why a search ended. */
    public enum End {
        /** The server has no more. */
        COMPLETE,
        /** The query's limit: there may be more. */
        LIMIT,
        /** The visitor wanted no more. */
        STOPPED,
        /** The server says that it has more and does not give it, or gives the same page again, so that there may be more. */
        INCOMPLETE
    }

    public SearchResult {
        matches = List.copyOf(matches);
    }

    public boolean isComplete() {
        return end == End.COMPLETE;
    }
}
