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
        /** The server gives the first page whatever is asked for, so that what comes after it cannot be had. */
        NOT_PAGED
    }

    public SearchResult {
        matches = List.copyOf(matches);
    }

    public boolean isComplete() {
        return end == End.COMPLETE;
    }
}
