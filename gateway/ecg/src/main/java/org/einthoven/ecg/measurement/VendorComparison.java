package org.einthoven.ecg.measurement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.QualityIssue;

/**
 * Where the gateway's measurements differ from those of the recorder by more than two programs may: twice the standard deviation
 * that IEC 60601-2-25, 201.12.101.3 allows against the median of experts; 10 % of the rate; 20 degrees of an axis.
 */
public final class VendorComparison {
    private static final double RATE_PART = .10;
    private static final double FULL_TURN = 360;

    private static final Map<Measure, Double> TOLERANCES = new EnumMap<>(Map.ofEntries(
            Map.entry(Measure.P_DURATION, 30.0),
            Map.entry(Measure.PR, 20.0),
            Map.entry(Measure.QRS, 20.0),
            Map.entry(Measure.QT, 60.0),
            Map.entry(Measure.QTC_FRIDERICIA, 60.0),
            Map.entry(Measure.QTC_BAZETT, 60.0),
            Map.entry(Measure.QTC_FRAMINGHAM, 60.0),
            Map.entry(Measure.QTC_HODGES, 60.0),
            Map.entry(Measure.P_AXIS, 30.0),
            Map.entry(Measure.QRS_AXIS, 20.0),
            Map.entry(Measure.T_AXIS, 30.0)));

    private VendorComparison() {}

    /** One note for each difference. */
    public static List<QualityIssue> differences(Measurements measurements) {
        List<QualityIssue> issues = new ArrayList<>();
        measurements.vendor().forEach((measure, vendor) -> {
            Double own = measurements.value(measure);
            if (own != null && Math.abs(difference(measure, own, vendor)) > tolerance(measure, vendor)) {
                issues.add(QualityIssue.note(
                        "vendor-differs",
                        "%s is %d %s here and %d %s in the recorder's own measurement"
                                .formatted(
                                        measure.title(),
                                        Math.round(own),
                                        measure.unit(),
                                        Math.round(vendor),
                                        measure.unit())));
            }
        });
        return issues;
    }

    private static double difference(Measure measure, double own, double vendor) {
        return measure.unit().equals("deg") ? Math.IEEEremainder(own - vendor, FULL_TURN) : own - vendor;
    }

    private static double tolerance(Measure measure, double vendor) {
        boolean rate = measure == Measure.HEART_RATE || measure == Measure.RR_MEAN;
        return rate ? RATE_PART * vendor : TOLERANCES.getOrDefault(measure, Double.POSITIVE_INFINITY);
    }
}
