package org.einthoven.dicom.deidentify;

import java.util.List;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects that no longer say whose they are: DICOM PS3.15 annex E, Basic Application Level Confidentiality Profile with the Clean Structured Content Option, and by setting
 * two more. An attribute that the profile's table does not name and that is not known to be safe is removed, private ones always. Samples stay as they are. What remains is ASCII.
 *
 * <p>A heartbeat may itself tell who somebody is to whoever has another ECG of the same person; no profile changes that. Safe for use by several threads.
 */
public final class Deidentifier {
    private final DeidentificationSettings settings;
    private final DicomPseudonyms pseudonyms;

    public Deidentifier(DeidentificationSettings settings, DicomPseudonyms pseudonyms) {
        this.settings = settings;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The object without what identifies. Its file meta information is empty, as the writer makes it from the data set; the notes are left out.
     *
     * @throws NotDeidentifiableException where the content cannot be cleaned: an encapsulated document, pixels, a voice, or neither waveform nor structured report
     * @throws IllegalArgumentException where a value was skipped when the object was read
     */
    public DicomFile deidentify(DicomFile file) throws NotDeidentifiableException {
        DicomDataset dataset = file.dataset();
        String sopClass = sopClass(file);
        Cleanable.require(dataset, sopClass);
        String hash = ContentHash.of(dataset);
        UidMapping uids = new UidMapping(pseudonyms);
        DateShift dates = new DateShift(pseudonyms.daysEarlier(dataset, hash));
        DicomDataset cleaned =
                new DatasetCleaner(settings, uids, dates, KnownIdentifiers.of(dataset), sopClass).clean(dataset, 0);
        identify(cleaned, dataset, sopClass, hash);
        DeidentificationMark.put(cleaned, settings);
        return new DicomFile(new DicomDataset(), cleaned, file.transferSyntax(), List.of());
    }

    private static @Nullable String sopClass(DicomFile file) {
        String sopClass = file.dataset().getString(Tag.SOPClassUID);
        return sopClass == null ? file.fileMeta().getString(Tag.MediaStorageSOPClassUID) : sopClass;
    }

    private void identify(DicomDataset cleaned, DicomDataset dataset, @Nullable String sopClass, String hash) {
        cleaned.setString(Tag.SOPClassUID, String.valueOf(sopClass));
        if (cleaned.getString(Tag.SOPInstanceUID) == null) {
            cleaned.setString(Tag.SOPInstanceUID, pseudonyms.uid("sha256:" + hash));
        }
        if (cleaned.getString(Tag.Modality) == null) {
            cleaned.setString(Tag.Modality, "OT");
        }
        String patient = pseudonyms.patient(dataset);
        cleaned.setString(Tag.PatientID, patient == null ? "" : patient);
        cleaned.setString(Tag.PatientName, "");
    }
}
