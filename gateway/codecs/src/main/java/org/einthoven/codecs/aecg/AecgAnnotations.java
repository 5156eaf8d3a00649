package org.einthoven.codecs.aecg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * What annotations say in numbers and words: intervals, axes, statements. Those that only mark a wave's place (a code and a region) are left: the gateway finds waves itself.
 */
final class AecgAnnotations {
    private static final String LEAD = "MDC_ECG_LEAD_";
    /** ISO/IEEE 11073-10102, in the words by which measurements of any source are known. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("MDC_ECG_HEART_RATE", "Heart rate"),
            Map.entry("MDC_ECG_HEART_RATE_VENT", "Ventricular rate"),
            Map.entry("MDC_ECG_HEART_RATE_ATRIAL", "Atrial rate"),
            Map.entry("MDC_ECG_TIME_PD_RR", "RR interval"),
            Map.entry("MDC_ECG_TIME_PD_P", "P duration"),
            Map.entry("MDC_ECG_TIME_PD_PR", "PR interval"),
            Map.entry("MDC_ECG_TIME_PD_PQ", "PQ interval"),
            Map.entry("MDC_ECG_TIME_PD_QRS", "QRS duration"),
            Map.entry("MDC_ECG_TIME_PD_QT", "QT interval"),
            Map.entry("MDC_ECG_TIME_PD_QTc", "QTc interval"),
            Map.entry("MDC_ECG_TIME_PD_QTcB", "QTcB"),
            Map.entry("MDC_ECG_TIME_PD_QTcF", "QTcF"),
            Map.entry("MDC_ECG_ANGLE_P_FRONT", "P axis"),
            Map.entry("MDC_ECG_ANGLE_QRS_FRONT", "QRS axis"),
            Map.entry("MDC_ECG_ANGLE_T_FRONT", "T axis"));

    private AecgAnnotations() {}

    /** Those of a series and of what was derived from it, such as a representative beat, in the order of the document. */
    static List<VendorAnnotation> of(XmlElement series) {
        List<VendorAnnotation> annotations = new ArrayList<>();
        series.descendants()
                .filter(element -> element.name().equals("annotation"))
                .forEach(annotation -> add(annotations, annotation));
        return annotations;
    }

    private static void add(List<VendorAnnotation> annotations, XmlElement annotation) {
        String code = annotation.attribute("code", "code");
        String meaning = meaning(code, annotation);
        XmlElement value = annotation.child("value");
        String words = annotation.text("text");
        if (value != null) {
            Double number = number(value.attribute("value"));
            if (number != null && meaning != null) {
                annotations.add(new VendorAnnotation(code, meaning, number, value.attribute("unit")));
            }
            words = words != null ? words : value.text();
        }
        if (words != null) {
            annotations.add(new VendorAnnotation(code, words, null, null));
        }
    }

    /** The words of a code, with the lead where the annotation is of one. */
    private static @Nullable String meaning(@Nullable String code, XmlElement annotation) {
        String known = code == null ? null : WORDS.get(code);
        String display = annotation.attribute("code", "displayName");
        String words = known != null ? known : display != null ? display : code;
        String lead = annotation.all("support/supportingROI/component/boundary").stream()
                .map(boundary -> boundary.attribute("code", "code"))
                .filter(of -> of != null && of.startsWith(LEAD) && of.length() > LEAD.length())
                .map(of -> Lead.of(of).name())
                .collect(Collectors.joining(", "));
        return words == null || lead.isEmpty() ? words : words + " (" + lead + ")";
    }

    private static @Nullable Double number(@Nullable String text) {
        return text != null && text.matches("[+-]?\\d{1,9}(\\.\\d{1,9})?") ? Double.valueOf(text) : null;
    }
}
