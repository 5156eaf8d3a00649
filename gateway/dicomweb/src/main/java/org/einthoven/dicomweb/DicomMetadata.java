package org.einthoven.dicomweb;

import java.util.List;
import org.einthoven.dicom.DicomDataset;

/**
 * A data set and the values that it lacks because they lie elsewhere. Group 0002 and group lengths are left out.
 *
 * @param bulkData what is to be fetched; resolving each completes the data set
 */
public record DicomMetadata(DicomDataset dataset, List<BulkDataReference> bulkData) {
    public DicomMetadata {
        bulkData = List.copyOf(bulkData);
    }
}
