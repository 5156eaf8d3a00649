package org.einthoven.codecs.philips;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/** What the cart, or who edited its findings, measured and stated; of several interpretations the latest first. */
final class PhilipsStatements {
    private static final String MILLISECONDS = "ms";
    private static final String DEGREES = "deg";
    private static final String PER_MINUTE = "/min";

    /** Of globalmeasurements (1.04) and interpretationmeasurements (1.03): words by which measurements of any source are known, and the unit. */
    private static final Map<String, List<String>> MEASUREMENTS = Map.ofEntries(
            Map.entry("heartrate", List.of("Heart rate", PER_MINUTE)),
            Map.entry("atrialrate", List.of("Atrial rate", PER_MINUTE)),
            Map.entry("rrint", List.of("RR interval", MILLISECONDS)),
            Map.entry("pdur", List.of("P duration", MILLISECONDS)),
            Map.entry("print", List.of("PR interval", MILLISECONDS)),
            Map.entry("meanprint", List.of("PR interval", MILLISECONDS)),
            Map.entry("qrsdur", List.of("QRS duration", MILLISECONDS)),
            Map.entry("meanqrsdur", List.of("QRS duration", MILLISECONDS)),
            Map.entry("qtint", List.of("QT interval", MILLISECONDS)),
            Map.entry("meanqtint", List.of("QT interval", MILLISECONDS)),
            Map.entry("meanqtc", List.of("QTc interval", MILLISECONDS)),
            Map.entry("qtcb", List.of("QTcB", MILLISECONDS)),
            Map.entry("qtcf", List.of("QTcF", MILLISECONDS)),
            Map.entry("pfrontaxis", List.of("P axis", DEGREES)),
            Map.entry("qrsfrontaxis", List.of("QRS axis", DEGREES)),
            Map.entry("tfrontaxis", List.of("T axis", DEGREES)));

    private PhilipsStatements() {}

    static List<VendorAnnotation> of(XmlElement root) {
        List<VendorAnnotation> all = new ArrayList<>();
        root.all("interpretations/interpretation").stream()
                .sorted(Comparator.comparing(PhilipsStatements::when).reversed())
                .forEach(interpretation -> add(all, interpretation));
        return all;
    }

    private static String when(XmlElement interpretation) {
        return interpretation.attribute("date") + "T" + interpretation.attribute("time");
    }

    private static void add(List<VendorAnnotation> all, XmlElement interpretation) {
        for (String name : List.of("globalmeasurements", "interpretationmeasurements")) {
            interpretation
                    .children(name)
                    .forEach(measurements -> measurements.children().forEach(each -> measured(all, each)));
        }
        String severity = interpretation.text("severity");
        if (severity != null) {
            all.add(new VendorAnnotation(interpretation.attribute("severity", "code"), severity, null, null));
        }
        interpretation.children("statement").forEach(statement -> stated(all, statement));
    }

    private static void measured(List<VendorAnnotation> all, XmlElement each) {
        List<String> known = MEASUREMENTS.get(each.name());
        String value = each.text();
        if (known != null && value != null && value.matches("-?\\d{1,6}(\\.\\d{1,6})?")) {
            all.add(new VendorAnnotation(each.name(), known.get(0), Double.valueOf(value), known.get(1)));
        }
    }

    /** The statement, and in brackets the reason. */
    private static void stated(List<VendorAnnotation> all, XmlElement statement) {
        String left = statement.text("leftstatement");
        String right = statement.text("rightstatement");
        if (left != null) {
            all.add(new VendorAnnotation(
                    code(statement), right == null ? left : left + " (" + right + ")", null, null));
        }
    }

    private static @Nullable String code(XmlElement statement) {
        return statement.text("statementcode");
    }
}
