package org.einthoven.dicomweb;

import java.util.Optional;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What is retrieved: a study, one of its series, or one instance.
 *
 * @param seriesUid null for the whole study
 * @param sopInstanceUid null for the whole series
 */
public record RetrieveTarget(
        String studyUid,
        @Nullable String seriesUid,
        @Nullable String sopInstanceUid) {
    public RetrieveTarget {
        UidText.require("studyUid", studyUid);
        if (seriesUid != null) {
            UidText.require("seriesUid", seriesUid);
        }
        if (sopInstanceUid != null) {
            UidText.require("sopInstanceUid", sopInstanceUid);
            if (seriesUid == null) {
                throw new IllegalArgumentException("an instance lies in a series");
            }
        }
    }

    public static RetrieveTarget study(String studyUid) {
        return new RetrieveTarget(studyUid, null, null);
    }

    public static RetrieveTarget series(String studyUid, String seriesUid) {
        return new RetrieveTarget(studyUid, seriesUid, null);
    }

    public static RetrieveTarget instance(String studyUid, String seriesUid, String sopInstanceUid) {
        return new RetrieveTarget(studyUid, seriesUid, sopInstanceUid);
    }

    /** What a match of a search is, by the deepest UID that it has; empty where a UID is absent or can stand in no address. */
    public static Optional<RetrieveTarget> of(DicomDataset match) {
        try {
            return Optional.of(new RetrieveTarget(
                    match.getString(Tag.StudyInstanceUID, ""),
                    match.getString(Tag.SeriesInstanceUID),
                    match.getString(Tag.SOPInstanceUID)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The path below the base address. */
    String path() {
        return "studies/" + studyUid + (seriesUid == null ? "" : "/series/" + seriesUid)
                + (sopInstanceUid == null ? "" : "/instances/" + sopInstanceUid);
    }
}
