package org.einthoven.ecg.measurement;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * Which of the recorder's own statements are measurements that the gateway makes too. They are told by their code (DICOM PS3.16
 * CID 3227 to 3230 with ISO/IEEE 11073-10102, SCP-ECG sections 5.10 and 5.13 as DICOM writers use them, LOINC) or, where the
 * code is another or none, by their words.
 */
final class VendorMeasurements {
    private static final Map<String, Measure> BY_CODE = Map.ofEntries(
            Map.entry("MDC 2:15872", Measure.PR),
            Map.entry("MDC 2:16156", Measure.QRS),
            Map.entry("MDC 2:16160", Measure.QT),
            Map.entry("MDC 2:16168", Measure.RR_MEAN),
            Map.entry("LN 8867-4", Measure.HEART_RATE),
            Map.entry("LN 8625-6", Measure.PR),
            Map.entry("LN 8633-0", Measure.QRS),
            Map.entry("LN 8634-8", Measure.QT),
            Map.entry("LN 8637-1", Measure.RR_MEAN),
            Map.entry("LN 76634-5", Measure.QTC_FRIDERICIA),
            Map.entry("LN 76635-2", Measure.QTC_BAZETT),
            Map.entry("LN 8626-4", Measure.P_AXIS),
            Map.entry("LN 8632-2", Measure.QRS_AXIS),
            Map.entry("LN 9997-8", Measure.QRS_AXIS),
            Map.entry("LN 8638-9", Measure.T_AXIS));

    private static final Map<Measure, Pattern> BY_WORDS = new EnumMap<>(Map.ofEntries(
            words(Measure.HEART_RATE, "(ventricular|heart|vent\\.?) rate"),
            words(Measure.ATRIAL_RATE, "atrial rate"),
            words(Measure.RR_MEAN, "(mean |average )?r-?r interval( global)?"),
            words(Measure.P_DURATION, "p (wave )?duration( global)?"),
            words(Measure.PR, "(p-?r|p-?q) interval( global)?"),
            words(Measure.QRS, "qrs (duration|interval)( global)?"),
            words(Measure.QT, "q-?t interval( global)?"),
            words(Measure.QTC_FRIDERICIA, "q-?tc?f|q-?tc?.*frid?er[ie]cia.*"),
            words(Measure.QTC_BAZETT, "q-?tc?b|q-?tc?.*bazett.*"),
            words(Measure.QTC_FRAMINGHAM, "q-?tc?.*framingham.*"),
            words(Measure.QTC_HODGES, "q-?tc?.*hodges.*"),
            words(Measure.P_AXIS, "p (wave )?axis"),
            words(Measure.QRS_AXIS, "(qrs|r)( wave)? axis"),
            words(Measure.T_AXIS, "t (wave )?axis")));

    private static final Pattern QTC = Pattern.compile("q-?tc( interval)?( global)?");

    private static final double SAME_MILLISECONDS = 3;
    /** A formula that misses by more is none of these four. */
    private static final double MOST_MILLISECONDS = 12;

    private VendorMeasurements() {}

    private static Map.Entry<Measure, Pattern> words(Measure measure, String pattern) {
        return Map.entry(measure, Pattern.compile(pattern));
    }

    /** The first statement of each. */
    static Map<Measure, Double> of(List<VendorAnnotation> annotations) {
        Map<Measure, Double> found = new EnumMap<>(Measure.class);
        for (VendorAnnotation annotation : annotations) {
            Measure measure = measure(annotation);
            Double value = measure == null ? null : value(measure, annotation);
            if (measure != null && value != null) {
                found.putIfAbsent(measure, value);
            }
        }
        putCorrected(found, annotations);
        return found;
    }

    /** A "QTc" without the name of its formula: of the formula that makes it of the recorder's own QT and rate. */
    private static void putCorrected(Map<Measure, Double> found, List<VendorAnnotation> annotations) {
        Double qt = found.get(Measure.QT);
        Double rr = found.get(Measure.RR_MEAN);
        Double rate = found.get(Measure.HEART_RATE);
        Double cycle = rr != null ? rr : rate == null ? null : Double.valueOf(60_000 / rate);
        if (qt == null || cycle == null) {
            return;
        }
        for (VendorAnnotation annotation : annotations) {
            Double qtc = QTC.matcher(words(annotation)).matches() ? value(Measure.QTC_BAZETT, annotation) : null;
            QtCorrection formula = qtc == null ? null : formula(qtc, qt / 1000, cycle / 1000);
            if (qtc != null && formula != null) {
                found.putIfAbsent(formula.measure(), qtc);
                return;
            }
        }
    }

    /** The closest; of those that are as close, as at 60 beats a minute, the one that is reported, or the usual one. */
    private static @Nullable QtCorrection formula(double qtc, double qt, double rr) {
        double least = Double.POSITIVE_INFINITY;
        for (QtCorrection correction : QtCorrection.values()) {
            least = Math.min(least, Math.abs(1000 * correction.correct(qt, rr) - qtc));
        }
        for (QtCorrection correction : QtCorrection.values()) {
            double away = Math.abs(1000 * correction.correct(qt, rr) - qtc);
            if (away <= least + SAME_MILLISECONDS && away <= MOST_MILLISECONDS) {
                return correction;
            }
        }
        return null;
    }

    private static String words(VendorAnnotation annotation) {
        return annotation.meaning().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private static @Nullable Measure measure(VendorAnnotation annotation) {
        Measure byCode = annotation.code() == null ? null : BY_CODE.get(annotation.code());
        if (byCode != null) {
            return byCode;
        }
        String words = words(annotation);
        return BY_WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(words).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** In the measure's unit. Recorders write 0 or a large number for what they did not measure. */
    private static @Nullable Double value(Measure measure, VendorAnnotation annotation) {
        Double value = annotation.value();
        if (value == null || !Double.isFinite(value)) {
            return null;
        }
        boolean angle = measure.unit().equals("deg");
        double inUnit = measure.unit().equals("ms") && "s".equals(annotation.unit()) ? 1000 * value : value;
        boolean possible = angle
                ? Math.abs(inUnit) <= 360
                : inUnit >= 10 && inUnit <= (measure.unit().equals("ms") ? 3000 : 400);
        return possible ? Double.valueOf(inUnit) : null;
    }
}
