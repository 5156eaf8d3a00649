package org.einthoven.codecs.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/** The patient of a DICOM object. */
public final class DicomPatients {
    private static final Pattern AGE = Pattern.compile("(\\d{1,3})([YMWD])");

    private DicomPatients() {}

    /** Patient ID with its issuer: the local name, else the universal identifier; null where there is no ID. */
    public static @Nullable PatientRef reference(DicomDataset dataset) {
        String id = text(dataset, Tag.PatientID);
        if (id == null) {
            return null;
        }
        String issuer = text(dataset, Tag.IssuerOfPatientID);
        DicomDataset qualifiers = dataset.getItem(Tag.IssuerOfPatientIDQualifiersSequence);
        if (issuer == null && qualifiers != null) {
            issuer = text(qualifiers, Tag.UniversalEntityID);
        }
        return new PatientRef(id, issuer);
    }

    static Demographics demographics(DicomDataset dataset) {
        return new Demographics(
                text(dataset, Tag.PatientName),
                birthDate(text(dataset, Tag.PatientBirthDate)),
                sex(text(dataset, Tag.PatientSex)),
                ageYears(text(dataset, Tag.PatientAge)));
    }

    /** The text without padding, or null where nothing is left. */
    static @Nullable String text(DicomDataset dataset, int tag) {
        String value = dataset.getString(tag);
        if (value == null) {
            return null;
        }
        String stripped = value.replace('\0', ' ').strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static @Nullable LocalDate birthDate(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text.replace(".", ""), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Sex sex(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "F" -> Sex.FEMALE;
            case "M" -> Sex.MALE;
            case "O" -> Sex.OTHER;
            default -> null;
        };
    }

    /** Whole years of "042Y", "018M", "012W", "003D". */
    private static @Nullable Integer ageYears(@Nullable String text) {
        Matcher matcher = AGE.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return null;
        }
        int number = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "Y" -> number;
            case "M" -> number / 12;
            case "W" -> number / 52;
            default -> number / 365;
        };
    }
}
