package org.einthoven.app.intake;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;

/** Where an object lies in an archive, as one text: study, series, object and SOP class. */
record DicomObjectKey(String studyUid, String seriesUid, String sopInstanceUid, String sopClassUid) {
    private static final String SEPARATOR = "/";

    static DicomObjectKey parse(String text) throws IOException {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != 4) {
            throw new IOException("an object in an archive is named study/series/object/class");
        }
        return new DicomObjectKey(parts[0], parts[1], parts[2], parts[3]);
    }

    String text() {
        return String.join(SEPARATOR, studyUid, seriesUid, sopInstanceUid, sopClassUid);
    }

    /** The unique keys of the image level (PS3.4 C.6.2.1). */
    DicomDataset identifier() {
        return keys("IMAGE")
                .setString(Tag.StudyInstanceUID, studyUid)
                .setString(Tag.SeriesInstanceUID, seriesUid)
                .setString(Tag.SOPInstanceUID, sopInstanceUid);
    }

    /** What may come: its own class, or where the archive does not tell it every one of these. */
    Set<String> storageClasses(Set<String> all) {
        return sopClassUid.isEmpty() ? new TreeSet<>(all) : Set.of(sopClassUid);
    }

    static DicomDataset keys(String level) {
        return new DicomDataset().setString(Tag.QueryRetrieveLevel, level);
    }
}
