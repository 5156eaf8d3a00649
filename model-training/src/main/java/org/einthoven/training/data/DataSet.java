package org.einthoven.training.data;

import static org.einthoven.ecg.Task.ATRIAL_FIBRILLATION;
import static org.einthoven.ecg.Task.ATRIAL_FLUTTER;
import static org.einthoven.ecg.Task.FIRST_DEGREE_AV_BLOCK;
import static org.einthoven.ecg.Task.MYOCARDIAL_INFARCTION;
import static org.einthoven.ecg.Task.PREMATURE_ATRIAL_CONTRACTION;
import static org.einthoven.ecg.Task.PREMATURE_VENTRICULAR_CONTRACTION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;

/**
 * A public data set and the findings for which its annotators looked. Only for those does a missing code mean that
 * the finding is absent.
 */
public enum DataSet {
    /** CPSC 2018: nine classes, among them AF, I-AVB, PAC and PVC, but neither flutter nor infarction. */
    CPSC2018(
            "cpsc2018",
            EnumSet.of(
                    ATRIAL_FIBRILLATION,
                    PREMATURE_ATRIAL_CONTRACTION,
                    PREMATURE_VENTRICULAR_CONTRACTION,
                    FIRST_DEGREE_AV_BLOCK)),
    CPSC2018_EXTRA("cpsc2018_extra", EnumSet.allOf(Task.class)),
    GEORGIA("georgia", EnumSet.allOf(Task.class)),
    CHAPMAN_NINGBO("chapman_ningbo", EnumSet.allOf(Task.class)),
    PTB_XL("ptbxl_500hz", EnumSet.allOf(Task.class)),
    /** PTB Diagnostic: the diagnosis on admission; extrasystoles and conduction are not systematically coded. */
    PTB("ptb", EnumSet.of(ATRIAL_FIBRILLATION, ATRIAL_FLUTTER, MYOCARDIAL_INFARCTION)),
    /** CinC 2017: one lead; classes normal, atrial fibrillation, other, noisy. */
    CINC2017("cinc2017", EnumSet.of(ATRIAL_FIBRILLATION));

    private final String folder;
    private final Set<Task> annotated;

    DataSet(String folder, Set<Task> annotated) {
        this.folder = folder;
        this.annotated = annotated;
    }

    /** The folder's name, which is also the first part of a record's id. */
    public String folder() {
        return folder;
    }

    boolean annotates(Task task) {
        return annotated.contains(task);
    }

    public boolean singleLead() {
        return this == CINC2017;
    }

    /** The leads by their names: the one of CinC 2017 is called "ECG"; it was taken between the hands and is lead I. */
    EcgRecording withItsLeads(EcgRecording recording) {
        return singleLead()
                ? recording.withLeads(
                        Map.of(Lead.I, recording.leads().values().iterator().next()))
                : recording;
    }

    public static Optional<DataSet> ofFolder(String folder) {
        return Arrays.stream(values()).filter(set -> set.folder.equals(folder)).findFirst();
    }
}
