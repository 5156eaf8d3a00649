package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.Origin;
import org.einthoven.training.evaluate.study.Experiment.Unit;
import org.einthoven.training.probe.ProbeArm;

/**
 * Embeddings of two Gaussians, one and a half standard deviations apart in the first of their features (AUROC Φ(1.5/√2) =
 * 0.856), of patients with two records each, who share half of the variance.
 */
public final class Synthetic {
    public static final double AUROC = 0.856;

    private static final double APART = 1.5;

    private Synthetic() {}

    /** @param embeddings a row a record */
    public record Data(float[][] embeddings, Fold fold) {}

    /**
     * @param patients in all: half of them train, a quarter validates, a quarter tests; two records each
     * @param shuffled gives the labels to other patients, so that there is nothing to learn
     */
    public static Data data(Task task, int patients, int features, double prevalence, boolean shuffled, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Boolean> truth = new ArrayList<>();
        float[][] embeddings = new float[2 * patients][features];
        for (int patient = 0; patient < patients; patient++) {
            boolean positive = random.nextDouble() < prevalence;
            truth.add(positive);
            double[] own =
                    random.doubles(features).map(u -> random.nextGaussian()).toArray();
            for (int record = 2 * patient; record < 2 * patient + 2; record++) {
                for (int j = 0; j < features; j++) {
                    embeddings[record][j] = (float) (Math.sqrt(.5) * (own[j] + random.nextGaussian()));
                }
                embeddings[record][0] += (float) (positive ? APART : 0);
            }
        }
        if (shuffled) {
            Collections.shuffle(truth, new Random(seed));
        }
        int half = patients / 2;
        int rest = half + (patients - half) / 2;
        return new Data(
                embeddings,
                new Fold(task, cases(truth, 0, half), cases(truth, half, rest), cases(truth, rest, patients)));
    }

    private static Cases cases(List<Boolean> truth, int from, int to) {
        List<Case> cases = new ArrayList<>();
        for (int record = 2 * from; record < 2 * to; record++) {
            int patient = record / 2;
            Map<String, String> groups = patient % 10 == 0
                    ? Map.of()
                    : Map.of("sex", patient % 2 == 0 ? "female" : "male", "age", AgeBand.of(30 + patient * 7 % 60));
            cases.add(new Case(record, "P" + patient, truth.get(patient), groups));
        }
        return new Cases(cases);
    }

    /** Three arms: all features, the informative one among noise left out, and one that cannot fit. */
    static Experiment experiment(String id, Origin origin, List<Data> data) {
        float[][] embeddings = data.get(0).embeddings();
        return new Experiment(
                id,
                "Two Gaussians <&> \"quoted\"",
                origin,
                "Embeddings drawn from two Gaussians; no ECG has been near them.",
                Unit.PATIENT,
                data.stream().map(Data::fold).toList(),
                List.of(
                        new ProbeArm("blind", "noise alone, linear probe", without(embeddings, 0)),
                        new ProbeArm("probe", "embedding, linear probe", embeddings),
                        new Incapable()),
                "blind",
                List.of(new Comparison("probe", "blind"), new Comparison("incapable", "probe")),
                LabelSizes.STANDARD);
    }

    private static float[][] without(float[][] embeddings, int feature) {
        float[][] others = new float[embeddings.length][];
        for (int i = 0; i < others.length; i++) {
            others[i] = embeddings[i].clone();
            others[i][feature] = 0;
        }
        return others;
    }

    private static final class Incapable implements Arm {
        @Override
        public String name() {
            return "incapable";
        }

        @Override
        public String title() {
            return "an arm that cannot";
        }

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public Predictions fit(TrainingData data, long seed) throws CannotFitException {
            throw new CannotFitException("it has, alas, no \"weights\"\nat all");
        }
    }
}
