package org.einthoven.report.drawing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/** Whose ECG it is and when it was recorded, in three lines. */
final class PatientBanner {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private PatientBanner() {}

    static List<String> of(EcgRecording recording) {
        Demographics person = recording.demographics();
        PatientRef patient = recording.patient();
        return List.of(
                "Patient " + (patient == null ? "not stated" : patient.identifier())
                        + (patient == null || patient.issuer() == null ? "" : " (" + patient.issuer() + ")"),
                joined(
                        person.name() == null ? null : person.name().replace('^', ' '),
                        person.sex() == null ? null : person.sex().name().toLowerCase(Locale.ROOT),
                        person.birthDate() == null ? null : "born " + person.birthDate(),
                        person.ageYears() == null ? null : person.ageYears() + " years"),
                joined(
                        "Recorded " + recorded(recording.acquisition()),
                        recording.order().accessionNumber() == null
                                ? null
                                : "accession " + recording.order().accessionNumber()));
    }

    private static String recorded(Acquisition acquisition) {
        Instant time = acquisition.time();
        LocalDate day = acquisition.day();
        return time != null ? TIME.format(time) : (day == null ? "" : "on " + day + " ") + "at an unknown time";
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(", "));
    }
}
