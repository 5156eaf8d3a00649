package org.einthoven.ecg;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An ECG lead by its standard name: one of the twelve, or any other that a recorder stores ("V7", "MLII", "X").
 *
 * @param name the name as printed on an ECG, never blank: "I", "aVR", "V1"
 */
public record Lead(String name) {
    public static final Lead I = new Lead("I");
    public static final Lead II = new Lead("II");
    public static final Lead III = new Lead("III");
    public static final Lead AVR = new Lead("aVR");
    public static final Lead AVL = new Lead("aVL");
    public static final Lead AVF = new Lead("aVF");
    public static final Lead V1 = new Lead("V1");
    public static final Lead V2 = new Lead("V2");
    public static final Lead V3 = new Lead("V3");
    public static final Lead V4 = new Lead("V4");
    public static final Lead V5 = new Lead("V5");
    public static final Lead V6 = new Lead("V6");

    /** The twelve leads in the order of {@link NormalisedEcg} and of every table: I II III aVR aVL aVF V1-V6. */
    public static final List<Lead> STANDARD = List.of(I, II, III, AVR, AVL, AVF, V1, V2, V3, V4, V5, V6);

    private static final Map<String, Lead> BY_UPPER_CASE =
            STANDARD.stream().collect(Collectors.toMap(l -> l.name.toUpperCase(Locale.ROOT), Function.identity()));

    public Lead {
        Objects.requireNonNull(name);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a lead has a name");
        }
    }

    /**
     * The lead that a label means: case, white space, NUL padding and a leading "Lead" or "MDC_ECG_LEAD" are
     * forgiven ("LEAD_I", "Lead avr", " v1 "). An unknown label gives a lead of that name.
     *
     * @throws IllegalArgumentException if nothing but padding is left
     */
    public static Lead of(String label) {
        String name = label.replace('\0', ' ').strip();
        String bare = name.toUpperCase(Locale.ROOT)
                .replaceFirst("^(MDC_ECG_LEAD|MDC_ECG_ELEC_POTL|LEAD)[ _:-]*", "")
                .strip();
        Lead standard = BY_UPPER_CASE.get(bare);
        return standard != null ? standard : new Lead(name);
    }

    /** The row of this lead among {@link #STANDARD}, or -1. */
    public int standardIndex() {
        return STANDARD.indexOf(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
