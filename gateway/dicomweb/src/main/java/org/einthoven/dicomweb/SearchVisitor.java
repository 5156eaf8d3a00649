package org.einthoven.dicomweb;

import java.io.IOException;
import org.einthoven.dicom.DicomDataset;

/** Takes the matches of a search one by one. */
@FunctionalInterface
public interface SearchVisitor {
    /** Takes one match; false ends the search. */
    boolean visit(DicomDataset match) throws IOException;
}
