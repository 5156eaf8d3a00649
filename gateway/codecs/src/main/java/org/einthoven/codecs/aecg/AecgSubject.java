package org.einthoven.codecs.aecg;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.codecs.CompactDateTime;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/** Whose ECG it is: the extension of the subject's id, issued by its root; of an id without extension the root alone, which is unique. */
record AecgSubject(@Nullable PatientRef reference, Demographics demographics) {
    static AecgSubject of(@Nullable XmlElement subject, @Nullable Integer age) {
        if (subject == null) {
            return new AecgSubject(null, new Demographics(null, null, null, age));
        }
        XmlElement person = subject.child("subjectDemographicPerson");
        return new AecgSubject(reference(subject.child("id")), demographics(person, age));
    }

    private static @Nullable PatientRef reference(@Nullable XmlElement id) {
        String root = id == null ? null : id.attribute("root");
        String extension = id == null ? null : id.attribute("extension");
        if (extension != null) {
            return new PatientRef(extension, root);
        }
        return root == null ? null : new PatientRef(root, null);
    }

    private static Demographics demographics(@Nullable XmlElement person, @Nullable Integer age) {
        if (person == null) {
            return new Demographics(null, null, null, age);
        }
        return new Demographics(
                name(person.child("name")),
                CompactDateTime.date(person.attribute("birthTime", "value")),
                sex(person.attribute("administrativeGenderCode", "code")),
                age);
    }

    /** Family^Given as in DICOM where the name has parts, else as it stands. */
    private static @Nullable String name(@Nullable XmlElement name) {
        if (name == null) {
            return null;
        }
        String parts = Stream.of("family", "given")
                .map(part -> name.children(part).stream()
                        .map(XmlElement::text)
                        .filter(text -> text != null)
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("^"));
        return parts.equals("^") ? name.text() : parts;
    }

    private static @Nullable Sex sex(@Nullable String code) {
        return switch (code == null ? "" : code.toUpperCase(Locale.ROOT)) {
            case "M" -> Sex.MALE;
            case "F" -> Sex.FEMALE;
            case "UN" -> Sex.OTHER;
            default -> null;
        };
    }
}
