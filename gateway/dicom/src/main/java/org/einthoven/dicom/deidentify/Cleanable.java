package org.einthoven.dicom.deidentify;

import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/** Which objects can be cleaned at all. */
final class Cleanable {
    private static final String ENCAPSULATED = "1.2.840.10008.5.1.4.1.1.104.";
    /** Basic Voice Audio, General Audio and Real-Time Audio: who speaks can be told by the voice. */
    private static final String AUDIO = "1.2.840.10008.5.1.4.1.1.9.4.";

    /** Float, double float and integer pixels (PS3.5 section 8). */
    private static final int[] PIXELS = {0x7FE00008, 0x7FE00009, Tag.PixelData};

    private Cleanable() {}

    static void require(DicomDataset dataset, @Nullable String sopClass) throws NotDeidentifiableException {
        if (sopClass == null || !UID.isValid(sopClass)) {
            throw new NotDeidentifiableException(Tag.describe(Tag.SOPClassUID)
                    + " is absent or no valid UID, so that the object is not de-identified");
        }
        if (dataset.contains(Tag.EncapsulatedDocument) || sopClass.startsWith(ENCAPSULATED)) {
            throw new NotDeidentifiableException(
                    "an encapsulated document cannot be de-identified: what it shows may name the patient");
        }
        for (int pixels : PIXELS) {
            if (dataset.contains(pixels)) {
                throw new NotDeidentifiableException(
                        "an image cannot be de-identified: what it shows may name the patient");
            }
        }
        if (sopClass.startsWith(AUDIO)) {
            throw new NotDeidentifiableException("a voice cannot be de-identified");
        }
        if (!dataset.contains(Tag.WaveformSequence) && !dataset.contains(Tag.ContentSequence)) {
            throw new NotDeidentifiableException("only waveforms and structured reports can be de-identified");
        }
    }
}
