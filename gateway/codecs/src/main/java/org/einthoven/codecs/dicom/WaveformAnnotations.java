package org.einthoven.codecs.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * The recorder's own measurements and statements: Waveform Annotation Sequence (0040,B020). A point in time (P onset) is
 * a number of samples, from 1, with the unit {sample}.
 */
final class WaveformAnnotations {
    private static final String SAMPLE = "{sample}";

    private WaveformAnnotations() {}

    /**
     * All annotations, but of points only those in the multiplex group that is read.
     *
     * @param group its number, from 1
     */
    static List<VendorAnnotation> of(DicomDataset dataset, int group, List<QualityIssue> issues) {
        List<VendorAnnotation> annotations = new ArrayList<>();
        for (DicomDataset item : dataset.getItems(Tag.WaveformAnnotationSequence)) {
            try {
                VendorAnnotation annotation = annotation(item, group);
                if (annotation != null) {
                    annotations.add(annotation);
                }
            } catch (DicomFormatException e) {
                // The ECG does not depend on what its recorder thought of it.
                issues.add(
                        QualityIssue.note("annotation-unread", "A waveform annotation is not read: " + e.getMessage()));
            }
        }
        return annotations;
    }

    private static @Nullable VendorAnnotation annotation(DicomDataset item, int group) throws DicomFormatException {
        DicomDataset concept = item.getItem(Tag.ConceptNameCodeSequence);
        String code = concept == null ? null : code(concept);
        String meaning = concept == null ? null : DicomPatients.text(concept, Tag.CodeMeaning);
        String text = DicomPatients.text(item, Tag.UnformattedTextValue);
        if (text != null) {
            return new VendorAnnotation(code, text, null, null);
        }
        String name = meaning == null ? "" : meaning;
        OptionalDouble value = item.getDouble(Tag.NumericValue);
        if (value.isPresent()) {
            return new VendorAnnotation(code, name, value.getAsDouble(), unit(item));
        }
        if (item.contains(Tag.ReferencedSamplePositions)) {
            return isIn(group, item)
                    ? new VendorAnnotation(code, name, (double) item.getLong(Tag.ReferencedSamplePositions, 0), SAMPLE)
                    : null;
        }
        DicomDataset coded = item.getItem(Tag.ConceptCodeSequence);
        String statement = coded == null ? null : DicomPatients.text(coded, Tag.CodeMeaning);
        if (coded != null && statement != null) {
            return new VendorAnnotation(code(coded), statement, null, null);
        }
        return meaning == null ? null : new VendorAnnotation(code, meaning, null, null);
    }

    private static boolean isIn(int group, DicomDataset item) throws DicomFormatException {
        int[] channels = item.getInts(Tag.ReferencedWaveformChannels);
        return channels.length == 0 || channels[0] == group;
    }

    private static @Nullable String unit(DicomDataset item) {
        DicomDataset unit = item.getItem(Tag.MeasurementUnitsCodeSequence);
        return unit == null ? null : DicomPatients.text(unit, Tag.CodeValue);
    }

    private static @Nullable String code(DicomDataset concept) {
        String value = DicomPatients.text(concept, Tag.CodeValue);
        String scheme = DicomPatients.text(concept, Tag.CodingSchemeDesignator);
        return value == null ? null : scheme == null ? value : scheme + " " + value;
    }
}
