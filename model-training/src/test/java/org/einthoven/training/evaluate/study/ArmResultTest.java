package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.Test;

class ArmResultTest {
    private static final long SEED = 17;
    private static final Arm ARM = new Arm() {
        @Override
        public String name() {
            return "given";
        }

        @Override
        public String title() {
            return "scores that are given";
        }

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public Predictions fit(TrainingData data, long seed) {
            throw new IllegalStateException("its scores are given");
        }
    };

    /** Test records whose truth is turned round and whose scores are shifted change what is told of them, and nothing that was fixed before. */
    @Test
    void validationRecordsFixCalibrationThresholdsAndAbstention() {
        Synthetic.Data data = Synthetic.data(Task.ATRIAL_FIBRILLATION, 200, 4, .3, false, SEED);
        Fold fold = data.fold();
        Fold contrary = new Fold(fold.task(), fold.train(), fold.validation(), turned(fold.test()));
        double[] validation = scores(data, fold.validation(), 0);

        ArmResult result = result(fold, validation, scores(data, fold.test(), 0));
        ArmResult other = result(contrary, validation, scores(data, fold.test(), 5));

        assertThat(result.scores().auroc()).isGreaterThan(.75);
        assertThat(other.scores().auroc()).isLessThan(.25);
        assertThat(other.frozen()).isEqualTo(result.frozen());
        assertThat(result(fold, scores(data, fold.validation(), 1), scores(data, fold.test(), 0))
                        .frozen())
                .as("other scores of validation records")
                .isNotEqualTo(result.frozen());
    }

    private static ArmResult result(Fold fold, double[] validation, double[] test) {
        return ArmResult.of(ARM, 9, fold, new Arm.Predictions(validation, test), new StudySettings(SEED, .1));
    }

    private static Cases turned(Cases cases) {
        List<Case> turned = IntStream.range(0, cases.size())
                .mapToObj(cases.list()::get)
                .map(each -> new Case(each.record(), each.patient(), !each.positive(), each.groups()))
                .toList();
        return new Cases(turned);
    }

    private static double[] scores(Synthetic.Data data, Cases cases, double shift) {
        return IntStream.of(cases.records())
                .mapToDouble(record -> data.embeddings()[record][0] + shift)
                .toArray();
    }
}
