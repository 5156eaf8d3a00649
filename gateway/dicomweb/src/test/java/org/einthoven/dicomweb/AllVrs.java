package org.einthoven.dicomweb;

import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;

/** A data set with a private element of every VR, several values and odd ones among them. */
final class AllVrs {
    private AllVrs() {}

    static DicomDataset dataset() {
        DicomDataset dataset = new DicomDataset()
                .setString(Tag.SpecificCharacterSet, "ISO_IR 192")
                .setString(0x00090010, VR.LO, "EINTHOVEN TEST");
        int tag = 0x00091000;
        for (VR vr : VR.values()) {
            add(dataset, tag++, vr);
            empty(dataset, tag++, vr);
        }
        // Bytes that are no whole number of words.
        return dataset.setBytes(tag, VR.UN, new byte[] {1, 2, 3});
    }

    private static void add(DicomDataset dataset, int tag, VR vr) {
        switch (vr) {
            case AE, CS, SH -> dataset.setString(tag, vr, "ONE", "", "TWO");
            case AS -> dataset.setString(tag, vr, "042Y");
            case DA -> dataset.setString(tag, vr, "20261128", "19000101");
            case DT -> dataset.setString(tag, vr, "20261128120000.000000+0100");
            case TM -> dataset.setString(tag, vr, "120000.5");
            case DS -> dataset.setString(tag, vr, "1.50", "-0", "+7", "1E5", ".5");
            case IS -> dataset.setString(tag, vr, "0", "-12", "007");
            case UI -> dataset.setString(tag, vr, "1.2.3", "2.25.4");
            case PN -> dataset.setString(tag, vr, "A^B^C^D^E=山=や", "X", "=Y");
            case LO, UC -> dataset.setString(tag, vr, "Grüße", "<&>\"'");
            case LT, ST, UT -> dataset.setString(tag, vr, " one\r\ntwo\\three ");
            case UR -> dataset.setString(tag, vr, "http://example.org/a?b=c&d");
            case SQ -> dataset.setItems(tag, new DicomDataset(), new DicomDataset().setString(Tag.PatientID, "u"));
            case FL -> dataset.setBytes(tag, vr, new byte[] {0, 0, 0, 64, 0, 0, (byte) 0x80, 0x7F});
            case FD -> dataset.setBytes(tag, vr, new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF0, (byte) 0xFF});
            default -> dataset.setBytes(tag, vr, new byte[] {1, 2, 3, 4, -1, -2, -3, -4});
        }
    }

    private static void empty(DicomDataset dataset, int tag, VR vr) {
        if (vr == VR.SQ) {
            dataset.setItems(tag);
        } else {
            dataset.setBytes(tag, vr, new byte[0]);
        }
    }
}
