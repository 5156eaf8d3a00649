package org.einthoven.training.cohort;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.einthoven.ecg.Task;

/**
 * How often findings and their mimics occur. Findings may occur together, but for premature atrial beats and AV block, which
 * need a sinus rhythm.
 *
 * @param findings the share of all ECGs with the finding, 0 to 0.5 each
 * @param mimics the share of all patients with the trait, 0 to 0.5 each
 */
public record Prevalences(Map<Task, Double> findings, Map<Mimic, Double> mimics) {
    private static final double MOST = .5;

    public Prevalences {
        Map<Task, Double> allFindings = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            allFindings.put(task, share(task.id(), findings.getOrDefault(task, 0.0)));
        }
        Map<Mimic, Double> allMimics = new EnumMap<>(Mimic.class);
        for (Mimic mimic : Mimic.values()) {
            allMimics.put(mimic, share(mimic.id(), mimics.getOrDefault(mimic, 0.0)));
        }
        findings = Collections.unmodifiableMap(allFindings);
        mimics = Collections.unmodifiableMap(allMimics);
        double withoutSinus =
                findings.getOrDefault(Task.ATRIAL_FIBRILLATION, 0.0) + findings.getOrDefault(Task.ATRIAL_FLUTTER, 0.0);
        if (withoutSinus > MOST) {
            throw new IllegalArgumentException(
                    "fibrillation and flutter leave too few sinus rhythms: at most 0.5 together");
        }
    }

    private static double share(String of, double share) {
        if (!(share >= 0 && share <= MOST)) {
            throw new IllegalArgumentException("the prevalence of " + of + " is 0 to 0.5, not " + share);
        }
        return share;
    }

    /** More than in any clinic, so that a few thousand ECGs teach each finding. */
    public static Prevalences standard() {
        return new Prevalences(
                Map.of(
                        Task.ATRIAL_FIBRILLATION, .12,
                        Task.ATRIAL_FLUTTER, .10,
                        Task.PREMATURE_ATRIAL_CONTRACTION, .12,
                        Task.PREMATURE_VENTRICULAR_CONTRACTION, .12,
                        Task.FIRST_DEGREE_AV_BLOCK, .12,
                        Task.MYOCARDIAL_INFARCTION, .14),
                Map.of(
                        Mimic.SINUS_ARRHYTHMIA, .15,
                        Mimic.LONG_NORMAL_PR, .15,
                        Mimic.EARLY_REPOLARISATION, .10,
                        Mimic.LEFT_BUNDLE_BRANCH_BLOCK, .05,
                        Mimic.RIGHT_BUNDLE_BRANCH_BLOCK, .07));
    }

    /**
     * These, with some changed.
     *
     * @param changes by the id of a task or mimic: "af", "lbbb"
     */
    public Prevalences with(Map<String, Double> changes) {
        Map<Task, Double> changedFindings = new EnumMap<>(findings);
        Map<Mimic, Double> changedMimics = new EnumMap<>(mimics);
        changes.forEach((id, share) -> {
            if (Task.ofId(id).isPresent()) {
                changedFindings.put(Task.ofId(id).get(), share);
            } else {
                changedMimics.put(Mimic.ofId(id), share);
            }
        });
        return new Prevalences(changedFindings, changedMimics);
    }

    double of(Task task) {
        return findings.getOrDefault(task, 0.0);
    }

    double of(Mimic mimic) {
        return mimics.getOrDefault(mimic, 0.0);
    }

    /** The share of ECGs with neither fibrillation nor flutter. */
    double sinus() {
        return 1 - of(Task.ATRIAL_FIBRILLATION) - of(Task.ATRIAL_FLUTTER);
    }
}
