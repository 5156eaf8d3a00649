package org.einthoven.camel;

import java.io.IOException;
import org.einthoven.codecs.dicom.DicomPatients;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StoredObject;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an object that is no DICOM data set, or another one than its sender says, while the sender still listens
 * (PS3.4 table B.2-1). Whether a sound data set holds an ECG is not asked here.
 */
record DataSetCheck(@Nullable DimseStatus refusal, @Nullable PatientRef patient) {
    /** The status to refuse the object with; null for an object that may be kept, with whose it says it is. */
    static DataSetCheck of(StoredObject object) throws IOException {
        DicomDataset dataset;
        try {
            dataset = DicomReader.standard().readHeader(object.file()).dataset();
        } catch (DicomFormatException e) {
            return refused(DimseStatus.CANNOT_UNDERSTAND.because(String.valueOf(e.getMessage())));
        }
        if (!object.sopClassUid().equals(dataset.getString(Tag.SOPClassUID))) {
            return refused(
                    DimseStatus.DATA_SET_DOES_NOT_MATCH.because("SOP Class UID (0008,0016) is not the request's"));
        }
        if (!object.sopInstanceUid().equals(dataset.getString(Tag.SOPInstanceUID))) {
            return refused(
                    DimseStatus.DATA_SET_DOES_NOT_MATCH.because("SOP Instance UID (0008,0018) is not the request's"));
        }
        return new DataSetCheck(null, DicomPatients.reference(dataset));
    }

    private static DataSetCheck refused(DimseStatus status) {
        return new DataSetCheck(status, null);
    }
}
