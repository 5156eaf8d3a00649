package org.einthoven.ecg.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.VendorAnnotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorMeasurementsTest {
    private static VendorAnnotation of(String code, String meaning, double value, String unit) {
        return new VendorAnnotation(code, meaning, value, unit);
    }

    @ParameterizedTest
    @CsvSource({
        "MDC 2:15872, anything, PR",
        "MDC 2:16156, anything, QRS",
        "LN 8867-4, Ventricular rate, HEART_RATE",
        "SCPECG 5.13.5-7, PR Interval, PR",
        "SCPECG 5.13.5-9, QRS Duration, QRS",
        "SCPECG 5.10.3-13, QRS Axis, QRS_AXIS",
        "'', Q-T interval, QT",
        "'', QTc Bazett, QTC_BAZETT",
        "'', Atrial  Rate, ATRIAL_RATE"
    })
    void areKnownByCodeOrByWords(String code, String meaning, Measure measure) {
        assertThat(VendorMeasurements.of(List.of(of(code.isEmpty() ? null : code, meaning, 90, null))))
                .containsExactly(Map.entry(measure, 90.0));
    }

    @ParameterizedTest
    @CsvSource({"QRS axis deviation", "P Onset", "Sinus rhythm", "PR interval in lead V1"})
    void othersAreNot(String meaning) {
        assertThat(VendorMeasurements.of(List.of(of(null, meaning, 90, null)))).isEmpty();
    }

    /** Recorders write these for what they did not measure. */
    @ParameterizedTest
    @CsvSource({"0", "-1", "32767", "NaN", "Infinity"})
    void whatIsNoMeasurementIsNone(double value) {
        assertThat(VendorMeasurements.of(List.of(of("MDC 2:15872", "PR interval", value, "ms"))))
                .isEmpty();
    }

    @Test
    void secondsBecomeMilliseconds() {
        assertThat(VendorMeasurements.of(List.of(of("MDC 2:15872", "PR interval", .16, "s"))))
                .containsEntry(Measure.PR, 160.0);
    }

    /** QT 400 ms at 90/min: Fridericia 458, Bazett 490, Framingham 451, Hodges 453. */
    @ParameterizedTest
    @CsvSource({"458, QTC_FRIDERICIA", "490, QTC_BAZETT"})
    void aCorrectedIntervalIsOfTheFormulaThatMakesIt(double qtc, Measure measure) {
        assertThat(VendorMeasurements.of(List.of(
                        of(null, "QT interval", 400, "ms"),
                        of(null, "Heart rate", 90, "/min"),
                        of(null, "QTc Interval", qtc, "ms"))))
                .containsEntry(measure, qtc);
    }

    /** At 61 a minute all formulas agree: the one that is reported stands beside it. */
    @Test
    void whereAllFormulasAgreeItIsTheReportedOne() {
        assertThat(VendorMeasurements.of(List.of(
                        of(null, "RR interval", 982, "ms"),
                        of(null, "QT interval", 368, "ms"),
                        of(null, "QTc interval", 370, "ms"))))
                .containsEntry(Measure.QTC_FRIDERICIA, 370.0);
    }

    @ParameterizedTest
    @CsvSource({
        "PR, 160, 181, 1",
        "PR, 160, 179, 0",
        "QRS_AXIS, -175, 175, 0",
        "QRS_AXIS, -60, 60, 1",
        "HEART_RATE, 60, 68, 1"
    })
    void differencesAreTold(Measure measure, double own, double vendor, int issues) {
        Measurements measurements =
                new Measurements(Map.of(measure, Measured.of(own)), Map.of(measure, vendor), Map.of());
        assertThat(VendorComparison.differences(measurements))
                .hasSize(issues)
                .allMatch(issue -> issue.severity() == QualityIssue.Severity.NOTE);
    }
}
