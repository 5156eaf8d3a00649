package org.einthoven.dicom.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;

/** File meta information of a received object (PS3.10 table 7.1-1). */
record FileMeta(
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        String callingAeTitle,
        String calledAeTitle) {

    private static final int PREAMBLE = 128;

    /** What it is, without what would lead to a patient, as its SOP Instance UID would. */
    String describe() {
        String sopClass = UID.isValid(sopClassUid) ? sopClassUid : "(invalid)";
        return "an object of class " + sopClass + " from " + callingAeTitle;
    }

    /** Preamble, prefix and group 0002. */
    byte[] encode() {
        DicomDataset meta = new DicomDataset()
                .setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1})
                .setString(Tag.MediaStorageSOPClassUID, sopClassUid)
                .setString(Tag.MediaStorageSOPInstanceUID, sopInstanceUid)
                .setString(Tag.TransferSyntaxUID, transferSyntaxUid)
                .setString(Tag.ImplementationClassUID, UID.EinthovenImplementationClass)
                .setString(Tag.ImplementationVersionName, UID.EinthovenImplementationVersion)
                .setString(Tag.SourceApplicationEntityTitle, callingAeTitle)
                .setString(Tag.SendingApplicationEntityTitle, callingAeTitle)
                .setString(Tag.ReceivingApplicationEntityTitle, calledAeTitle);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[PREAMBLE]);
        bytes.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(DicomWriter.standard().toBytes(meta, TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        return bytes.toByteArray();
    }
}
