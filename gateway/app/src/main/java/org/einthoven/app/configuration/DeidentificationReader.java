package org.einthoven.app.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.einthoven.dicom.deidentify.DeidentificationSettings;
import org.einthoven.dicom.deidentify.DeidentificationSettings.Dates;
import org.einthoven.dicom.deidentify.DicomPseudonyms;
import org.jspecify.annotations.Nullable;

/** Reads a destination's section deidentify. What it does not say is removed, as the basic profile removes it. */
final class DeidentificationReader {
    private static final String SECRET = "a file of at least 32 random bytes (openssl rand 32)";

    private DeidentificationReader() {}

    /** Null where the section is absent, or wrong, which is noted: then the gateway does not start. */
    static @Nullable Deidentification read(YamlMapping destination) {
        YamlMapping section = destination.mapping("deidentify");
        Path secretFile = section.parsed("secretFile", SECRET, Path::of);
        Dates dates =
                section.parsed("dates", "removed or shifted", text -> Dates.valueOf(text.toUpperCase(Locale.ROOT)));
        boolean characteristics = DicomSection.flag(section, "patientCharacteristics", false);
        section.finish();
        if (!destination.has("deidentify")) {
            return null;
        }
        if (secretFile == null) {
            if (!section.has("secretFile")) {
                faultOf(destination, section, "deidentify.secretFile is missing; it must be " + SECRET);
            }
            return null;
        }
        try {
            DicomPseudonyms.of(secretFile);
        } catch (IOException e) {
            section.fault("secretFile", "deidentify: " + e.getMessage());
            return null;
        }
        return new Deidentification(
                secretFile,
                new DeidentificationSettings(Objects.requireNonNullElse(dates, Dates.REMOVED), characteristics));
    }

    private static void faultOf(YamlMapping destination, YamlMapping section, String message) {
        if (section.isGiven()) {
            section.fault("secretFile", message);
        } else {
            destination.fault("deidentify", message);
        }
    }
}
