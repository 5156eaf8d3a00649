package org.einthoven.codecs.fhir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.einthoven.codecs.LeadNumbers;
import org.einthoven.ecg.Lead;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/** The leads that a component's code names. */
final class FhirLeads {
    /** ISO/IEEE 11073-10101, as FHIR names the code system; HL7 v2 and CDA know it by the OID. */
    static final String MDC = "urn:iso:std:iso:11073:10101";

    static final String MDC_OID = "urn:oid:2.16.840.1.113883.6.24";
    /** MDC_ECG_ELEC_POTL: the code of an ECG, and the base of its leads' codes. */
    static final int ELECTRIC_POTENTIAL = 131328;
    /** Base of the codes MDC_ECG_LEAD_... */
    private static final int LEAD = 131072;

    private static final int HIGHEST_LEAD = 255;
    private static final Pattern REFERENCE_ID = Pattern.compile("MDC_ECG_(ELEC_POTL|LEAD)_.+");
    private static final Pattern NUMBER = Pattern.compile("\\d{6}");

    private FhirLeads() {}

    /** The leads in the order of their codings, each once; empty when the code names none. */
    static List<Lead> of(CodeableConcept code) {
        Set<Lead> leads = new LinkedHashSet<>();
        for (Coding coding : code.getCoding()) {
            Lead lead = lead(coding);
            if (lead != null) {
                leads.add(lead);
            }
        }
        if (leads.isEmpty()) {
            Lead lead = byLabel(code);
            if (lead != null) {
                leads.add(lead);
            }
        }
        return new ArrayList<>(leads);
    }

    private static @Nullable Lead lead(Coding coding) {
        String code = coding.getCode();
        if (code == null || !isMdc(coding.getSystem())) {
            return null;
        }
        if (REFERENCE_ID.matcher(code).matches()) {
            return Lead.of(code);
        }
        if (!NUMBER.matcher(code).matches()) {
            return null;
        }
        int number = Integer.parseInt(code);
        return number > ELECTRIC_POTENTIAL ? numbered(number - ELECTRIC_POTENTIAL) : numbered(number - LEAD);
    }

    private static @Nullable Lead numbered(int number) {
        if (number < 1 || number > HIGHEST_LEAD) {
            return null;
        }
        Lead lead = LeadNumbers.lead(number);
        return lead != null ? lead : new Lead("MDC 2:" + number);
    }

    /** By the words that go with the code, where they name a lead that the table of lead numbers knows. */
    private static @Nullable Lead byLabel(CodeableConcept code) {
        List<String> labels = new ArrayList<>();
        labels.add(code.getText());
        for (Coding coding : code.getCoding()) {
            labels.add(coding.getDisplay());
            labels.add(coding.getCode());
        }
        for (String label : labels) {
            if (label != null && !label.isBlank()) {
                Lead lead = Lead.of(label);
                OptionalInt number = LeadNumbers.number(lead);
                if (number.isPresent()) {
                    return lead;
                }
            }
        }
        return null;
    }

    static boolean isMdc(@Nullable String system) {
        return MDC.equals(system) || MDC_OID.equals(system);
    }
}
