package org.einthoven.dicom.deidentify;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;

/** What an object calls its people, its institution and its numbers, so that a text that says one of them does not stay, wherever it stands. */
final class KnownIdentifiers {
    /** Shorter ones are parts of many words. */
    private static final int SHORTEST = 3;

    private static final Set<Integer> WHOLE = Set.of(
            Tag.PatientID,
            Tag.AccessionNumber,
            Tag.AdmissionID,
            Tag.InstitutionName,
            Tag.InstitutionalDepartmentName,
            Tag.StationName,
            Tag.PatientAddress,
            Tag.InstitutionAddress);

    private final Set<String> identifiers = new HashSet<>();

    private KnownIdentifiers() {}

    static KnownIdentifiers of(DicomDataset dataset) {
        KnownIdentifiers known = new KnownIdentifiers();
        known.collect(dataset);
        return known;
    }

    private void collect(DicomDataset dataset) {
        for (DicomElement element : dataset) {
            if (element instanceof DicomSequence sequence) {
                sequence.items().forEach(this::collect);
            } else if (element.vr() == VR.PN || DicomDictionary.vrOf(element.tag()) == VR.PN) {
                dataset.getStrings(element.tag()).forEach(name -> add(List.of(name.split("[\\^= ,;]+"))));
            } else if (WHOLE.contains(element.tag())) {
                add(dataset.getStrings(element.tag()));
            }
        }
    }

    private void add(List<String> texts) {
        for (String text : texts) {
            String stripped = text.strip().toLowerCase(Locale.ROOT);
            if (stripped.length() >= SHORTEST) {
                identifiers.add(stripped);
            }
        }
    }

    /** Whether a text says one of them, in whatever case. */
    boolean isIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return identifiers.stream().anyMatch(lower::contains);
    }
}
