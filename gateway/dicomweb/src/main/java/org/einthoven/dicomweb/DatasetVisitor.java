package org.einthoven.dicomweb;

import java.io.IOException;
import org.einthoven.dicom.DicomDataset;

/** Takes data sets one by one. */
@FunctionalInterface
public interface DatasetVisitor {
    void visit(DicomDataset dataset) throws IOException;
}
