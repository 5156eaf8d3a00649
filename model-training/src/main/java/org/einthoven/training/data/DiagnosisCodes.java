package org.einthoven.training.data;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.einthoven.ecg.Task;

/**
 * Diagnosis codes of the PhysioNet/CinC Challenge 2021 headers: SNOMED CT, or the words of CPSC 2018
 * (<a href="https://github.com/physionetchallenges/evaluation-2021">dx_mapping</a>).
 */
final class DiagnosisCodes {
    private static final Map<String, Task> TASKS = new HashMap<>();

    /** CPSC's class "Normal": annotated as free of every finding. */
    private static final Set<String> NORMAL_ECG = Set.of("NORMAL");

    /** Sinus rhythm, sinus bradycardia, sinus tachycardia: the rhythm is neither fibrillation nor flutter. */
    private static final Set<String> SINUS_RHYTHM = Set.of("426783006", "426177001", "427084000");

    static {
        put(Task.ATRIAL_FIBRILLATION, "164889003", "AF");
        put(Task.ATRIAL_FLUTTER, "164890007", "AFL");
        put(Task.PREMATURE_ATRIAL_CONTRACTION, "284470004", "63593006", "251173003", "PAC");
        // Ventricular bigeminy and trigeminy are rows of premature ventricular beats.
        put(
                Task.PREMATURE_VENTRICULAR_CONTRACTION,
                "427172004",
                "17338001",
                "164884008",
                "11157007",
                "251180001",
                "PVC");
        put(Task.FIRST_DEGREE_AV_BLOCK, "270492004", "I-AVB", "IAVB");
        // Infarction, acute, anterior, old.
        put(Task.MYOCARDIAL_INFARCTION, "164865005", "57054005", "54329005", "164867002");
    }

    private DiagnosisCodes() {}

    private static void put(Task task, String... codes) {
        List.of(codes).forEach(code -> TASKS.put(code, task));
    }

    static TaskLabels labels(DataSet set, Collection<String> codes) {
        Collection<String> spelt =
                codes.stream().map(c -> c.strip().toUpperCase(Locale.ROOT)).toList();
        Map<Task, Label> labels = new EnumMap<>(Task.class);
        if (spelt.isEmpty()) {
            return TaskLabels.of(labels);
        }
        boolean normal = spelt.stream().anyMatch(NORMAL_ECG::contains);
        for (Task task : Task.values()) {
            if (normal || set.annotates(task)) {
                labels.put(task, Label.ABSENT);
            }
        }
        if (spelt.stream().anyMatch(SINUS_RHYTHM::contains)) {
            labels.put(Task.ATRIAL_FIBRILLATION, Label.ABSENT);
            labels.put(Task.ATRIAL_FLUTTER, Label.ABSENT);
        }
        spelt.stream().filter(TASKS::containsKey).forEach(code -> labels.put(task(code), Label.PRESENT));
        return TaskLabels.of(labels);
    }

    private static Task task(String code) {
        return java.util.Objects.requireNonNull(TASKS.get(code));
    }

    /**
     * CinC 2017's classes: N normal, A atrial fibrillation, O another rhythm, ~ too noisy to tell. Only fibrillation
     * is read from them: an N that taught "no flutter" would teach that one lead means no flutter.
     */
    static TaskLabels ofCinc2017(String rhythm) {
        return switch (rhythm) {
            case "A" -> TaskLabels.of(Map.of(Task.ATRIAL_FIBRILLATION, Label.PRESENT));
            case "N", "O" -> TaskLabels.of(Map.of(Task.ATRIAL_FIBRILLATION, Label.ABSENT));
            default -> TaskLabels.of(Map.of());
        };
    }
}
