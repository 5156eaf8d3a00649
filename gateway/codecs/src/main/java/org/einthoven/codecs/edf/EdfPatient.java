package org.einthoven.codecs.edf;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/**
 * Whose recording it is. In EDF+ code, sex, date of birth and name, divided by spaces, "X" for what is not known and "_" for spaces; in EDF a text of which nobody knows what it
 * says, which is kept as the name.
 */
record EdfPatient(@Nullable PatientRef reference, Demographics demographics) {
    private static final String UNKNOWN = "X";
    private static final int EQUIPMENT = 4;
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("dd-MMM-uuuu")
            .toFormatter(Locale.ENGLISH);

    static EdfPatient of(EdfHeader header) {
        if (!header.plus()) {
            String text = header.patient();
            return new EdfPatient(null, new Demographics(text.isEmpty() ? null : text, null, null, null));
        }
        List<String> parts = List.of(header.patient().split("\\s+", -1));
        String code = part(parts, 0);
        return new EdfPatient(
                code == null ? null : new PatientRef(code, null),
                new Demographics(part(parts, 3), date(part(parts, 2)), sex(part(parts, 1)), null));
    }

    /** What EDF+ says it was recorded with, behind "Startdate", the date, the investigation and the technician. */
    static @Nullable String equipment(EdfHeader header) {
        List<String> parts = List.of(header.recording().split("\\s+", -1));
        return header.plus() && parts.get(0).equals("Startdate") ? part(parts, EQUIPMENT) : null;
    }

    private static @Nullable String part(List<String> parts, int index) {
        String part = index < parts.size() ? parts.get(index).replace('_', ' ').strip() : "";
        return part.isEmpty() || part.equals(UNKNOWN) ? null : part;
    }

    private static @Nullable Sex sex(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "M" -> Sex.MALE;
            case "F" -> Sex.FEMALE;
            default -> null;
        };
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text, DATE);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
