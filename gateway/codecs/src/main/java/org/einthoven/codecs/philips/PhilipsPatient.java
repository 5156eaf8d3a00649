package org.einthoven.codecs.philips;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/** generalpatientdata. Who issued the patient's number it does not say. */
final class PhilipsPatient {
    private static final Map<String, Double> YEARS = Map.of(
            "years",
            1.0,
            "months",
            1 / 12.0,
            "weeks",
            7 / 365.25,
            "days",
            1 / 365.25,
            "hours",
            1 / 8766.0,
            "minutes",
            0.0);

    private PhilipsPatient() {}

    static @Nullable PatientRef reference(@Nullable XmlElement patient) {
        String id = patient == null ? null : known(patient.text("patientid"));
        return id == null ? null : new PatientRef(id, null);
    }

    static Demographics demographics(@Nullable XmlElement patient) {
        if (patient == null) {
            return Demographics.UNKNOWN;
        }
        XmlElement age = patient.child("age");
        return new Demographics(
                name(patient.child("name")),
                age == null ? null : date(age.text("dateofbirth")),
                sex(patient.text("sex")),
                age == null ? null : age(age));
    }

    /** Carts and whoever takes names out of documents write dashes where nothing is known: one number for all would make one patient of them. */
    static @Nullable String known(@Nullable String text) {
        return text == null || text.matches("[-\\s,]+") ? null : text;
    }

    private static @Nullable String name(@Nullable XmlElement name) {
        if (name == null) {
            return null;
        }
        String parts = Stream.of("lastname", "firstname", "middlename")
                .map(part -> Objects.requireNonNullElse(known(name.text(part)), ""))
                .collect(Collectors.joining("^"));
        String stripped = parts.replaceFirst("\\^+$", "");
        return stripped.isEmpty() ? null : stripped;
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What is stated of the age; "defaultage" is what the cart assumes where nobody told it, and is not used. */
    private static @Nullable Integer age(XmlElement age) {
        for (XmlElement each : age.children()) {
            Double years = YEARS.get(each.name());
            String number = each.text();
            if (years != null && number != null && number.matches("\\d{1,6}")) {
                return (int) (Integer.parseInt(number) * years);
            }
        }
        return null;
    }

    private static @Nullable Sex sex(@Nullable String text) {
        return switch (text == null ? "" : text.toUpperCase(Locale.ROOT)) {
            case "MALE" -> Sex.MALE;
            case "FEMALE" -> Sex.FEMALE;
            case "OTHER" -> Sex.OTHER;
            default -> null;
        };
    }
}
