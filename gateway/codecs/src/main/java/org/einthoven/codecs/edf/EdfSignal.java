package org.einthoven.codecs.edf;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.LeadNumbers;
import org.einthoven.codecs.VoltageUnit;
import org.einthoven.ecg.Lead;

/**
 * One signal of a header.
 *
 * @param samples in each data record
 */
record EdfSignal(
        String label,
        String unit,
        double physicalMinimum,
        double physicalMaximum,
        double digitalMinimum,
        double digitalMaximum,
        int samples) {
    /** EDF+ writes the type before the lead, "ECG II". */
    private static final Pattern ECG = Pattern.compile("(?i)(ECG|EKG)[\\s_-]*(.*)");

    boolean annotations() {
        return label.equals("EDF Annotations");
    }

    /** The lead, where the label says that it is an ECG; of "ECG" alone a lead of that name. */
    Optional<Lead> lead() {
        Matcher ecg = ECG.matcher(label);
        if (ecg.matches()) {
            String name = ecg.group(2).strip();
            return Optional.of(
                    name.isEmpty() || name.matches("[\\d.]+")
                            ? new Lead(label.toUpperCase(Locale.ROOT))
                            : Lead.of(name));
        }
        Lead lead = label.isEmpty() ? new Lead("?") : Lead.of(label);
        return LeadNumbers.number(lead).isPresent() ? Optional.of(lead) : Optional.empty();
    }

    Optional<VoltageUnit> voltage() {
        return VoltageUnit.ofLabel(unit);
    }

    /** Physical units of one digital unit. */
    double gain() throws EcgDecodingException {
        double digital = digitalMaximum - digitalMinimum;
        double gain = (physicalMaximum - physicalMinimum) / digital;
        if (digital <= 0 || gain == 0 || Double.isNaN(gain) || Double.isInfinite(gain)) {
            throw new EcgDecodingException(
                    "physical or digital minimum and maximum of an ECG signal in the EDF header are the same, or the digital ones are turned round");
        }
        return gain;
    }

    /** The physical value of the digital value 0. */
    double offset() throws EcgDecodingException {
        return physicalMinimum - gain() * digitalMinimum;
    }
}
