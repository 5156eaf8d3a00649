package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.Test;

class DiagnosisCodesTest {
    @Test
    void readsSnomedAndWords() {
        assertThat(DiagnosisCodes.labels(DataSet.GEORGIA, List.of("164889003")).of(Task.ATRIAL_FIBRILLATION))
                .isEqualTo(Label.PRESENT);
        assertThat(DiagnosisCodes.labels(DataSet.CPSC2018, List.of("AF", "RBBB"))
                        .of(Task.ATRIAL_FIBRILLATION))
                .isEqualTo(Label.PRESENT);
        assertThat(DiagnosisCodes.labels(DataSet.CPSC2018, List.of("I-AVB")).of(Task.FIRST_DEGREE_AV_BLOCK))
                .isEqualTo(Label.PRESENT);
    }

    @Test
    void everySpellingOfPrematureVentricularBeatsCounts() {
        for (String code : List.of("427172004", "17338001", "164884008", "PVC")) {
            assertThat(DiagnosisCodes.labels(DataSet.GEORGIA, List.of(code))
                            .isPresent(Task.PREMATURE_VENTRICULAR_CONTRACTION))
                    .as(code)
                    .isTrue();
        }
    }

    @Test
    void aFindingForWhichNobodyLookedIsUnknownNotAbsent() {
        TaskLabels labels = DiagnosisCodes.labels(DataSet.CPSC2018, List.of("RBBB"));

        assertThat(labels.of(Task.MYOCARDIAL_INFARCTION)).isEqualTo(Label.UNKNOWN);
        assertThat(labels.of(Task.ATRIAL_FLUTTER)).isEqualTo(Label.UNKNOWN);
        assertThat(labels.of(Task.PREMATURE_ATRIAL_CONTRACTION)).isEqualTo(Label.ABSENT);
    }

    @Test
    void aNormalEcgHasNoneOfTheFindings() {
        assertThat(DiagnosisCodes.labels(DataSet.CPSC2018, List.of("Normal")).labels())
                .containsOnly(Label.ABSENT);
    }

    @Test
    void sinusRhythmExcludesFibrillationButNotInfarction() {
        TaskLabels labels = DiagnosisCodes.labels(DataSet.CPSC2018, List.of("426783006"));

        assertThat(labels.of(Task.ATRIAL_FLUTTER)).isEqualTo(Label.ABSENT);
        assertThat(labels.of(Task.MYOCARDIAL_INFARCTION)).isEqualTo(Label.UNKNOWN);
    }

    @Test
    void aRecordWithoutDiagnosesIsUnknownThroughout() {
        assertThat(DiagnosisCodes.labels(DataSet.GEORGIA, List.of()).anyKnown()).isFalse();
    }

    @Test
    void cinc2017TellsOfFibrillationOnly() {
        assertThat(DiagnosisCodes.ofCinc2017("A").of(Task.ATRIAL_FIBRILLATION)).isEqualTo(Label.PRESENT);
        assertThat(DiagnosisCodes.ofCinc2017("N").of(Task.ATRIAL_FIBRILLATION)).isEqualTo(Label.ABSENT);
        assertThat(DiagnosisCodes.ofCinc2017("O").of(Task.ATRIAL_FIBRILLATION)).isEqualTo(Label.ABSENT);
        assertThat(DiagnosisCodes.ofCinc2017("O").of(Task.PREMATURE_ATRIAL_CONTRACTION))
                .isEqualTo(Label.UNKNOWN);
        assertThat(DiagnosisCodes.ofCinc2017("~").anyKnown()).isFalse();
    }
}
