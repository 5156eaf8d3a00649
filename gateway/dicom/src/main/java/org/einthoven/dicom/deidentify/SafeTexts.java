package org.einthoven.dicom.deidentify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that may stay: all are ASCII and say none of the object's own identifiers. */
final class SafeTexts {
    private static final Pattern ASCII = Pattern.compile("[\\x20-\\x7e]{1,64}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.:_{}\\[\\]/%*'+-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[Vv]?\\d[0-9A-Za-z._-]{0,15}");
    private static final Pattern PRIVATE_SCHEME = Pattern.compile("99[A-Z0-9_]{1,14}");
    /** Coding schemes of PS3.16 section 8 that ECGs and reports on them use; those of RFCs name the language. */
    private static final Set<String> PUBLIC_SCHEMES = Set.of(
            "DCM",
            "MDC",
            "SCPECG",
            "UCUM",
            "SCT",
            "SRT",
            "SNM3",
            "LN",
            "ISO/IEEE 11073",
            "RADLEX",
            "I10",
            "I9C",
            "I9",
            "C4",
            "RFC5646",
            "RFC3066");

    private static final Pattern LEAD =
            Pattern.compile("i{1,3}|av[rlf]|v[1-9]r?|v1[0-9]|mcl[1-6]|ml?ii?i?|[xyz]|nav|[ecmhf]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Set<String> WORDS = Set.of(
            ("lead leads einthoven goldberger wilson frank mason likar ecg ekg rhythm strip median beat beats average averaged mean representative template derived"
                            + " original channel ch group waveform limb chest precordial rest resting standard extended augmented right left posterior anterior inferior"
                            + " lateral arm leg foot unipolar bipolar modified sequential simultaneous seconds sec s mm mv")
                    .split(" "));

    private final KnownIdentifiers known;

    SafeTexts(KnownIdentifiers known) {
        this.known = known;
    }

    /** Whether a maker may call its equipment so. */
    boolean isEquipment(String text) {
        return ASCII.matcher(text).matches() && !known.isIn(text);
    }

    /** Whether each word names a lead or a waveform. */
    boolean isLabel(String text) {
        if (!ASCII.matcher(text).matches()) {
            return false;
        }
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[ _()/,.:-]+"))
                .filter(word -> !word.isEmpty())
                .allMatch(SafeTexts::isWordOfLabel);
    }

    private static boolean isWordOfLabel(String word) {
        return WORDS.contains(word)
                || LEAD.matcher(word).matches()
                || NUMBER.matcher(word).matches();
    }

    boolean isCode(String value) {
        return CODE.matcher(value).matches() && !known.isIn(value);
    }

    static boolean isVersion(String version) {
        return VERSION.matcher(version).matches();
    }

    static boolean isScheme(String designator) {
        return isPublic(designator) || PRIVATE_SCHEME.matcher(designator).matches();
    }

    /** Whether the scheme's meanings are published, rather than written by whoever wrote the object. */
    static boolean isPublic(String designator) {
        return PUBLIC_SCHEMES.contains(designator);
    }

    boolean isMeaning(String meaning, String designator) {
        return isLabel(meaning) || isPublic(designator) && isEquipment(meaning);
    }
}
