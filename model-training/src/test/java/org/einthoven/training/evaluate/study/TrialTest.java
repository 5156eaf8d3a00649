package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.ecg.Task;
import org.einthoven.training.evaluate.study.Synthetic.Data;
import org.einthoven.training.probe.ProbeArm;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static Data data(boolean shuffled) {
        return Synthetic.data(Task.ATRIAL_FIBRILLATION, 800, 6, .3, shuffled, 11);
    }

    private static ProbeArm probe(Data data) {
        return new ProbeArm("probe", "probe", data.embeddings());
    }

    private static Trial ofValidation(Data data, Arm arm, int labels) throws Exception {
        Fold fold = data.fold();
        return Trial.ofValidation(fold.task(), fold.train(), fold.validation(), arm, labels, 4, 1);
    }

    @Test
    void moreLabelsComeNearerToWhatCanBeReached() throws Exception {
        Data data = data(false);
        int all = data.fold().train().size();
        Trial few = ofValidation(data, probe(data), 16);
        Trial most = ofValidation(data, probe(data), all);
        assertThat(few.fits()).isEqualTo(8);
        assertThat(most.fits()).isEqualTo(2);
        assertThat(few.auroc()).isLessThan(most.auroc());
        assertThat(most.auroc()).isCloseTo(Synthetic.AUROC, within(.05));
    }

    @Test
    void ofShuffledLabelsNothingIsLearnt() throws Exception {
        Data data = data(true);
        assertThat(ofValidation(data, probe(data), data.fold().train().size()).auroc())
                .isCloseTo(.5, within(.08));
        assertThat(Trial.crossValidated(data.fold().task(), data.fold().train(), probe(data), 2, 1)
                        .auroc())
                .isCloseTo(.5, within(.08));
    }

    @Test
    void crossValidationJudgesEachRecordOnceARepeatAndNoPatientByItself() throws Exception {
        Data data = data(false);
        Cases all = data.fold().train();
        List<Integer> judged = new ArrayList<>();
        Arm watching = new Watching(probe(data), judged, all);
        Trial trial = Trial.crossValidated(data.fold().task(), all, watching, 2, 1);
        assertThat(trial.fits()).isEqualTo(10);
        assertThat(trial.auroc()).isCloseTo(Synthetic.AUROC, within(.05));
        assertThat(judged).hasSize(2 * all.size());
        assertThat(new HashSet<>(judged)).hasSize(all.size());
    }

    @Test
    void tooFewPatientsAreTold() {
        Data data = data(false);
        Cases few = new Cases(data.fold().train().list().subList(0, 6));
        assertThatThrownBy(() -> Trial.crossValidated(data.fold().task(), few, probe(data), 1, 1))
                .isInstanceOf(CannotFitException.class)
                .hasMessageMatching(
                        "too few patients: the training and validation records are of \\d with the finding and \\d without it,"
                                + " and each of 5 parts needs both kinds");
    }

    /** Notes who judges, and makes sure that no patient is in two roles. */
    private record Watching(Arm arm, List<Integer> judged, Cases all) implements Arm {
        @Override
        public String name() {
            return arm.name();
        }

        @Override
        public String title() {
            return arm.title();
        }

        @Override
        public String fingerprint() {
            return arm.fingerprint();
        }

        @Override
        public Predictions fit(TrainingData data, long seed) throws CannotFitException {
            try {
                Set<Integer> test = new HashSet<>();
                Arrays.stream(data.test()).forEach(test::add);
                Cases tested = new Cases(all.list().stream()
                        .filter(each -> test.contains(each.record()))
                        .toList());
                assertThat(tested.sharesPatientsWith(data.train())).isFalse();
                assertThat(tested.sharesPatientsWith(data.validation())).isFalse();
                assertThat(data.train().sharesPatientsWith(data.validation())).isFalse();
                judged.addAll(test);
                return arm.fit(data, seed);
            } catch (java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
