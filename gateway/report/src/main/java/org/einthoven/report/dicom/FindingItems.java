package org.einthoven.report.dicom;

import static org.einthoven.report.dicom.ContentItem.code;
import static org.einthoven.report.dicom.ContentItem.container;
import static org.einthoven.report.dicom.ContentItem.number;
import static org.einthoven.report.dicom.ContentItem.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Prediction.Decision;
import org.einthoven.ecg.Task;
import org.einthoven.report.ReportContent;
import org.einthoven.report.dicom.ContentItem.Relationship;
import org.jspecify.annotations.Nullable;

/**
 * What was looked for: PS3.16 TID 3717. An ECG Finding stands there only where it is present, so that a reader who knows
 * the template alone takes nothing else for one; after them each finding by its name, with the decision as its value.
 */
final class FindingItems {
    private static final int DECIMALS = 6;

    private FindingItems() {}

    static ContentItem of(ReportContent content) {
        ContentItem item = container(ReportConcepts.QUALITATIVE_ANALYSIS, "3717");
        List<Task> present = content.tasks().stream()
                .filter(task -> decision(content.prediction(task)) == Decision.PRESENT)
                .toList();
        present.forEach(task -> item.contain(code(ReportConcepts.ECG_FINDING, finding(task))));
        if (present.isEmpty()) {
            item.contain(text(ReportConcepts.ECG_FINDING, none(content)));
        }
        content.tasks().forEach(task -> item.contain(evaluation(content, task)));
        return item;
    }

    /** CID 3230 where it has the finding, and beside it the code that FHIR reports have; else that code alone. */
    static CodedConcept finding(Task task) {
        return switch (task) {
            case ATRIAL_FIBRILLATION -> listed("49436004", "Atrial Fibrillation", task);
            case PREMATURE_ATRIAL_CONTRACTION -> listed("284470004", "Atrial premature contraction", task);
            case PREMATURE_VENTRICULAR_CONTRACTION -> listed("251175005", "Ventricular premature contraction", task);
            case FIRST_DEGREE_AV_BLOCK -> listed("270492004", "First degree Atrioventricular block", task);
            default -> CodedConcept.sct(task.snomedCode(), task.title());
        };
    }

    private static CodedConcept listed(String code, String meaning, Task task) {
        return new CodedConcept(code, "SCT", meaning, code.equals(task.snomedCode()) ? null : task.snomedCode());
    }

    private static @Nullable Decision decision(@Nullable Prediction prediction) {
        return prediction == null ? null : prediction.decision();
    }

    private static String none(ReportContent content) {
        return content.notAnalysed()
                .map(reason -> "Not analysed: " + reason)
                .orElse("None of the findings that were looked for is called present.");
    }

    private static ContentItem evaluation(ReportContent content, Task task) {
        Prediction prediction = content.prediction(task);
        if (prediction == null) {
            return text(finding(task), "Not analysed: " + content.withoutPrediction());
        }
        return code(finding(task), decision(prediction.decision()))
                .add(
                        Relationship.HAS_PROPERTIES,
                        number(
                                ReportConcepts.PROBABILITY,
                                proportion(prediction.probability()),
                                ReportConcepts.NO_UNITS))
                .add(
                        Relationship.HAS_PROPERTIES,
                        number(ReportConcepts.THRESHOLD, proportion(prediction.threshold()), ReportConcepts.NO_UNITS));
    }

    /** CID 240. */
    private static CodedConcept decision(Decision decision) {
        return switch (decision) {
            case PRESENT -> CodedConcept.sct("52101004", "Present");
            case ABSENT -> CodedConcept.sct("272519000", "Absent");
            case UNCERTAIN -> CodedConcept.sct("373068000", "Undetermined");
        };
    }

    private static BigDecimal proportion(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
