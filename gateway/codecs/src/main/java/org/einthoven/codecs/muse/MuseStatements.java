package org.einthoven.codecs.muse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/** What the cart measured and stated, or who edited it; what was changed by an editor stands as "(original)" behind it. */
final class MuseStatements {
    private static final String MILLISECONDS = "ms";
    private static final String DEGREES = "deg";
    private static final String PER_MINUTE = "/min";

    /** Words by which measurements of any source are known, and the unit. */
    private static final Map<String, List<String>> MEASUREMENTS = Map.ofEntries(
            Map.entry("VentricularRate", List.of("Ventricular rate", PER_MINUTE)),
            Map.entry("AtrialRate", List.of("Atrial rate", PER_MINUTE)),
            Map.entry("PRInterval", List.of("PR interval", MILLISECONDS)),
            Map.entry("QRSDuration", List.of("QRS duration", MILLISECONDS)),
            Map.entry("QTInterval", List.of("QT interval", MILLISECONDS)),
            Map.entry("QTCorrected", List.of("QTc interval", MILLISECONDS)),
            Map.entry("QTcFrederica", List.of("QTcF", MILLISECONDS)),
            Map.entry("PAxis", List.of("P axis", DEGREES)),
            Map.entry("RAxis", List.of("R axis", DEGREES)),
            Map.entry("TAxis", List.of("T axis", DEGREES)),
            Map.entry("QRSCount", List.of("QRS count", "1")));

    private MuseStatements() {}

    static List<VendorAnnotation> of(XmlElement root) {
        List<VendorAnnotation> edited = measurements(root.child("RestingECGMeasurements"), "");
        List<VendorAnnotation> original = measurements(root.child("OriginalRestingECGMeasurements"), "");
        List<VendorAnnotation> all = new ArrayList<>(edited.isEmpty() ? original : edited);
        if (!edited.isEmpty() && !original.equals(edited)) {
            all.addAll(measurements(root.child("OriginalRestingECGMeasurements"), " (original)"));
        }
        List<String> diagnosis = statements(root.child("Diagnosis"));
        List<String> originalDiagnosis = statements(root.child("OriginalDiagnosis"));
        (diagnosis.isEmpty() ? originalDiagnosis : diagnosis).forEach(text -> all.add(statement("Diagnosis", text)));
        if (!diagnosis.isEmpty() && !originalDiagnosis.equals(diagnosis)) {
            originalDiagnosis.forEach(text -> all.add(statement("OriginalDiagnosis", text + " (original)")));
        }
        return all;
    }

    private static VendorAnnotation statement(String code, String text) {
        return new VendorAnnotation(code, text, null, null);
    }

    private static List<VendorAnnotation> measurements(@Nullable XmlElement measurements, String suffix) {
        List<VendorAnnotation> all = new ArrayList<>();
        for (XmlElement each : measurements == null ? List.<XmlElement>of() : measurements.children()) {
            List<String> known = MEASUREMENTS.get(each.name());
            String value = each.text();
            if (known != null && value != null && value.matches("-?\\d{1,6}(\\.\\d{1,6})?")) {
                all.add(new VendorAnnotation(each.name(), known.get(0) + suffix, Double.valueOf(value), known.get(1)));
            }
        }
        return all;
    }

    /** Lines: fragments up to one that is flagged as a line's end. What an editor deleted is left out. */
    private static List<String> statements(@Nullable XmlElement diagnosis) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (XmlElement each : diagnosis == null ? List.<XmlElement>of() : diagnosis.children("DiagnosisStatement")) {
            List<String> flags = each.children("StmtFlag").stream()
                    .map(XmlElement::text)
                    .filter(Objects::nonNull)
                    .toList();
            String text = each.text("StmtText");
            if (text != null && !flags.contains("DELETED")) {
                line.append(line.isEmpty() ? "" : " ").append(text);
            }
            if (flags.contains("ENDSLINE") && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
