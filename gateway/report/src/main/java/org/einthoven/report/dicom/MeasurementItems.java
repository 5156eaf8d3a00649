package org.einthoven.report.dicom;

import static org.einthoven.report.dicom.ContentItem.absentNumber;
import static org.einthoven.report.dicom.ContentItem.code;
import static org.einthoven.report.dicom.ContentItem.container;
import static org.einthoven.report.dicom.ContentItem.number;
import static org.einthoven.report.dicom.ContentItem.text;

import java.math.BigDecimal;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.report.ReportContent;
import org.einthoven.report.dicom.ContentItem.Relationship;
import org.jspecify.annotations.Nullable;

/** What was measured: the section of TID 3700 with PS3.16 TID 3713 in it. */
final class MeasurementItems {
    private static final CodedConcept MILLISECONDS = CodedConcept.ucum("ms", "millisecond");
    private static final CodedConcept DEGREES = CodedConcept.ucum("deg", "Degree");
    private static final CodedConcept PER_MINUTE = CodedConcept.ucum("{H.B.}/min", "BPM");
    /** CID 42. */
    private static final CodedConcept FAILED = CodedConcept.dcm("114006", "Measurement failure");

    private static final CodedConcept NOT_TRIED = CodedConcept.dcm("114007", "Measurement not attempted");
    /** CID 3678. */
    private static final CodedConcept FRIDERICIA = CodedConcept.dcm("122732", "Fridericia QTc Algorithm");

    /** The rows of TID 3713 that the gateway measures; others of ours are in FHIR only. Codes: CID 3227 to 3229, 3689. */
    private enum Row {
        VENTRICULAR_RATE(Measure.HEART_RATE, "2:16016", "Ventricular Heart Rate", PER_MINUTE, true),
        QT(Measure.QT, "2:16160", "QT interval global", MILLISECONDS, true),
        PR(Measure.PR, "2:15872", "PR interval global", MILLISECONDS, true),
        QRS(Measure.QRS, "2:16156", "QRS duration global", MILLISECONDS, true),
        RR(Measure.RR_MEAN, "2:16168", "RR interval global", MILLISECONDS, true),
        ATRIAL_RATE(Measure.ATRIAL_RATE, "2:16020", "Atrial Heart Rate", PER_MINUTE, false),
        QTC(Measure.QTC_FRIDERICIA, "2:15876", "QTc interval global", MILLISECONDS, false),
        QTC_BAZETT(Measure.QTC_BAZETT, "2:15880", "QTc global using Bazett formula", MILLISECONDS, false),
        P_DURATION(Measure.P_DURATION, "2:16184", "P duration global", MILLISECONDS, false),
        P_AXIS(Measure.P_AXIS, "2:16128", "P Axis", DEGREES, false),
        QRS_AXIS(Measure.QRS_AXIS, "2:16132", "QRS axis", DEGREES, false),
        T_AXIS(Measure.T_AXIS, "2:16136", "T axis", DEGREES, false);

        private final Measure measure;
        private final CodedConcept name;
        private final CodedConcept unit;
        private final boolean mandatory;

        Row(Measure measure, String code, String meaning, CodedConcept unit, boolean mandatory) {
            this.measure = measure;
            this.name = CodedConcept.mdc(code, meaning);
            this.unit = unit;
            this.mandatory = mandatory;
        }
    }

    private MeasurementItems() {}

    /** @param softwareVersion of the gateway, which measures: the model does not */
    static ContentItem of(ReportContent content, String softwareVersion) {
        ContentItem global = container(ReportConcepts.GLOBAL_MEASUREMENTS, "3713");
        add(global, ReportConcepts.ALGORITHM_NAME, "Einthoven ECG measurement");
        add(global, ReportConcepts.ALGORITHM_VERSION, softwareVersion);
        for (Row row : Row.values()) {
            Measured measured = content.report().measurements().values().get(row.measure);
            if (measured != null || row.mandatory) {
                global.contain(item(row, measured));
            }
        }
        return container(ReportConcepts.QUANTITATIVE_ANALYSIS).contain(global);
    }

    private static ContentItem item(Row row, @Nullable Measured measured) {
        if (measured == null) {
            return absentNumber(row.name, NOT_TRIED);
        }
        Double value = measured.value();
        if (value == null) {
            return absentNumber(row.name, FAILED)
                    .add(
                            Relationship.HAS_PROPERTIES,
                            text(ReportConcepts.COMMENT, "Not measured: " + measured.reason()));
        }
        ContentItem item = number(row.name, BigDecimal.valueOf(Math.round(value)), row.unit);
        return row == Row.QTC
                ? item.add(Relationship.HAS_PROPERTIES, code(ReportConcepts.ALGORITHM_NAME, FRIDERICIA))
                : item;
    }

    private static void add(ContentItem item, CodedConcept name, String text) {
        item.add(Relationship.HAS_CONCEPT_MOD, text(name, text));
    }
}
