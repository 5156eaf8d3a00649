package org.einthoven.codecs;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.einthoven.ecg.Lead;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which standards name ECG leads. DICOM's "MDC 2:61" and ISO/IEEE 11073-10101's 131389
 * (MDC_ECG_ELEC_POTL_III, 131328 + 61) and 131133 (MDC_ECG_LEAD_III, 131072 + 61) are one number; the SCP-ECG lead
 * table, from which they come, has it too ("SCPECG 5.6.3-9-61").
 *
 * <p>Source: DICOM PS3.16 CID 3001 "ECG Lead". Electrodes and canine leads are left out.
 */
public final class LeadNumbers {
    private static final Map<Integer, Lead> BY_NUMBER = new HashMap<>();
    private static final Map<Lead, Integer> BY_LEAD = new HashMap<>();

    static {
        put(1, "I", "II", "V1", "V2", "V3", "V4", "V5", "V6", "V7");
        put(10, "V2R", "V3R", "V4R", "V5R", "V6R", "V7R", "X", "Y", "Z", "CC5", "CM5");
        // Computed from other leads: kept apart from the recorded leads of the same name.
        put(31, "dI", "dII", "dV1", "dV2", "dV3", "dV4", "dV5", "dV6");
        // 65 is aVR turned over, as the Cabrera order prints it.
        put(61, "III", "aVR", "aVL", "aVF", "-aVR", "V8", "V9", "V8R", "V9R");
        put(70, "D", "A", "J");
        put(75, "A1", "A2", "A3", "A4");
        put(88, "VR", "VL", "VF");
        put(91, "MCL", "MCL1", "MCL2", "MCL3", "MCL4", "MCL5", "MCL6");
        put(98, "CC", "CC1", "CC2", "CC3", "CC4");
        put(103, "CC6", "CC7");
        put(105, "CM", "CM1", "CM2", "CM3", "CM4");
        put(110, "CM6");
        put(111, "dIII", "daVR", "daVL", "daVF");
        put(121, "CM7", "CH5", "CS5", "CB5", "CR5", "ML");
        put(127, "AB1", "AB2", "AB3", "AB4");
        put(131, "ES", "AS", "AI");
    }

    private LeadNumbers() {}

    /** The lead of a number, or null where CID 3001 has none. */
    public static @Nullable Lead lead(int number) {
        return BY_NUMBER.get(number);
    }

    public static OptionalInt number(Lead lead) {
        Integer number = BY_LEAD.get(lead);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static void put(int first, String... names) {
        for (int i = 0; i < names.length; i++) {
            Lead lead = new Lead(names[i]);
            BY_NUMBER.put(first + i, lead);
            BY_LEAD.put(lead, first + i);
        }
    }
}
