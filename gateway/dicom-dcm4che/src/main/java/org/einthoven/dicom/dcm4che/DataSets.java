package org.einthoven.dicom.dcm4che;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.UID;
import org.dcm4che3.io.DicomOutputStream;
import org.dcm4che3.net.DataWriter;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.network.ArrivingDataSet;
import org.einthoven.dicom.network.BufferedDataSet;

/** Data sets between dcm4che's form and the gateway's. */
final class DataSets {

    private static final int BUFFER = 65_536;

    private DataSets() {}

    /** Sends a data set in the transfer syntax of the context. */
    static DataWriter writing(DicomDataset dataset) {
        return (out, transferSyntaxUid) ->
                DicomWriter.standard().writeDataset(dataset, TransferSyntax.of(transferSyntaxUid), out);
    }

    /** A data set that dcm4che has read; strings keep their bytes. */
    static DicomDataset read(Attributes attributes) throws DicomFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DicomOutputStream out = new DicomOutputStream(bytes, UID.ExplicitVRLittleEndian)) {
            out.writeDataset(null, attributes);
        } catch (IOException e) {
            throw new DicomFormatException("the data set cannot be encoded: " + e.getMessage());
        }
        BufferedDataSet dataset = new BufferedDataSet();
        dataset.write(ByteBuffer.wrap(bytes.toByteArray()));
        return dataset.read(UID.ExplicitVRLittleEndian);
    }

    /** Reads a data set that is arriving, kept in memory. */
    static BufferedDataSet buffer(InputStream data) throws IOException {
        BufferedDataSet dataset = new BufferedDataSet();
        byte[] buffer = new byte[BUFFER];
        for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
            dataset.write(ByteBuffer.wrap(buffer, 0, count));
        }
        return dataset;
    }

    /** Reads a data set that is arriving into where it belongs; what arrived of one that is cut off is thrown away. */
    static void copy(InputStream data, ArrivingDataSet target) throws IOException {
        byte[] buffer = new byte[BUFFER];
        boolean isComplete = false;
        try {
            for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
                target.write(ByteBuffer.wrap(buffer, 0, count));
            }
            isComplete = true;
        } finally {
            if (!isComplete) {
                target.discard();
            }
        }
    }
}
