package org.einthoven.ecg;

import java.util.Arrays;
import java.util.Optional;

/**
 * A finding that a model looks for. An ECG alone establishes a finding, not a disorder: the codes are SNOMED CT
 * ECG findings as PhysioNet/CinC Challenge 2021 lists them.
 */
public enum Task {
    ATRIAL_FIBRILLATION("af", "Atrial fibrillation", "164889003"),
    ATRIAL_FLUTTER("afl", "Atrial flutter", "164890007"),
    PREMATURE_ATRIAL_CONTRACTION("pac", "Premature atrial contraction", "284470004"),
    PREMATURE_VENTRICULAR_CONTRACTION("pvc", "Premature ventricular contraction", "427172004"),
    FIRST_DEGREE_AV_BLOCK("avb1", "First-degree atrioventricular block", "270492004"),
    MYOCARDIAL_INFARCTION("mi", "Myocardial infarction", "164865005");

    private final String id;
    private final String title;
    private final String snomedCode;

    Task(String id, String title, String snomedCode) {
        this.id = id;
        this.title = title;
        this.snomedCode = snomedCode;
    }

    /** The short name in files and columns: af, afl, pac, pvc, avb1, mi. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String snomedCode() {
        return snomedCode;
    }

    public static Optional<Task> ofId(String id) {
        return Arrays.stream(values()).filter(t -> t.id.equals(id)).findFirst();
    }
}
