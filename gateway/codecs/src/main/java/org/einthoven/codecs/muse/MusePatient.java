package org.einthoven.codecs.muse;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/** PatientDemographics. Who issued PatientID it does not say. */
final class MusePatient {
    private static final Map<String, Double> YEARS =
            Map.of("YEARS", 1.0, "MONTHS", 1 / 12.0, "WEEKS", 7 / 365.25, "DAYS", 1 / 365.25, "HOURS", 1 / 8766.0);
    private static final DateTimeFormatter MONTH_FIRST =
            DateTimeFormatter.ofPattern("MM-dd-uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private MusePatient() {}

    static @Nullable PatientRef reference(@Nullable XmlElement person) {
        String id = person == null ? null : person.text("PatientID");
        return id == null ? null : new PatientRef(id, null);
    }

    static Demographics demographics(@Nullable XmlElement person) {
        if (person == null) {
            return Demographics.UNKNOWN;
        }
        return new Demographics(
                name(person.text("PatientLastName"), person.text("PatientFirstName")),
                date(person.text("DateofBirth")),
                sex(person.text("Gender")),
                age(person.text("PatientAge"), person.text("AgeUnits")));
    }

    /** MM-DD-YYYY, or YYYY-MM-DD; null for any other. */
    static @Nullable LocalDate date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.matches("\\d{4}-\\d{2}-\\d{2}") ? LocalDate.parse(text) : LocalDate.parse(text, MONTH_FIRST);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String name(@Nullable String last, @Nullable String first) {
        if (last == null) {
            return first;
        }
        return first == null ? last : last + "^" + first;
    }

    private static @Nullable Sex sex(@Nullable String text) {
        return switch (text == null ? "" : text.toUpperCase(Locale.ROOT)) {
            case "MALE", "M" -> Sex.MALE;
            case "FEMALE", "F" -> Sex.FEMALE;
            case "OTHER" -> Sex.OTHER;
            default -> null;
        };
    }

    private static @Nullable Integer age(@Nullable String number, @Nullable String unit) {
        Double years = YEARS.get(unit == null ? "YEARS" : unit.toUpperCase(Locale.ROOT));
        return number == null || years == null || !number.matches("\\d{1,5}")
                ? null
                : (int) (Integer.parseInt(number) * years);
    }
}
