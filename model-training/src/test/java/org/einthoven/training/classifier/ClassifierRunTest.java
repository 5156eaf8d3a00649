package org.einthoven.training.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.data.RecordMeans;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.finetune.FineTuning;
import org.einthoven.training.finetune.FineTuningSettings;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;
import org.einthoven.training.probe.LinearProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierRunTest {
    private static final int PATIENTS = 60;
    private static final MemoryDataset COHORT = LabelledCohort.of(PATIENTS);
    private static final PatientSplit SPLIT = LabelledCohort.split(PATIENTS);
    private static final List<Task> ALL = Arrays.asList(Task.values());

    @TempDir
    private Path folder;

    private static LabelledParts parts() throws IOException {
        return LabelledParts.of(COHORT, SPLIT, ALL);
    }

    private static FineTuningSettings settings(int steps) {
        return new FineTuningSettings(5, steps, 8, .5, 2e-3, .01, 0, 2);
    }

    private Classifier finetune(String name, StartingEncoder encoder, FineTuningSettings settings) throws Exception {
        ClassifierRun run = new ClassifierRun(folder.resolve(name));
        new FineTunedClassifier(encoder, settings)
                .make(run, parts().learning(), List.of(), Map.of("git.commit", "x"), (step, steps, detail) -> {});
        return run.read();
    }

    /** As pretraining writes it. */
    private static void keepLearnt(Path run, PatientSplit split) throws IOException {
        List<StoreKey> learnt = split.parts().entrySet().stream()
                .filter(entry -> entry.getValue() == Part.TRAIN)
                .map(Map.Entry::getKey)
                .toList();
        LearntPatients.of(learnt).write(run);
    }

    /** A run folder as pretraining leaves it. */
    private Path pretrained(PatientSplit split) throws IOException {
        Path run = Files.createDirectories(folder.resolve("pretrained"));
        RunProperties.write(
                run.resolve("run.properties"), new TreeMap<>(Map.of("encoder", "small", "data.source", "simulated")));
        EncoderModel.random(Architecture.SMALL, 3).write(run.resolve("encoder.bin"));
        keepLearnt(run, split);
        return run;
    }

    @Test
    void learnsTheTasksThatTheTrainingPartTeaches() throws Exception {
        Classifier made = finetune("run", StartingEncoder.fresh("small"), settings(12));

        assertThat(made.tasks()).containsExactly(Task.ATRIAL_FIBRILLATION, Task.MYOCARDIAL_INFARCTION);
        assertThat(made.isPretrained()).isFalse();
        assertThat(made.description())
                .containsEntry("seed", "5")
                .containsEntry("steps", "12")
                .containsEntry("git.commit", "x")
                .containsEntry("data.split", SPLIT.fingerprint())
                .containsEntry("data.fingerprint", COHORT.fingerprint());
        assertThat(Files.readAllLines(folder.resolve("run/metrics.csv")))
                .hasSize(4)
                .last()
                .asString()
                .matches("12,.*,0\\.\\d+");
    }

    @Test
    void aFolderThatIsDoneIsLeftAsItIsAndOneOfAnotherRunIsRefused() throws Exception {
        finetune("run", StartingEncoder.fresh("small"), settings(2));
        byte[] weights = Files.readAllBytes(folder.resolve("run/weights.bin"));
        finetune("run", StartingEncoder.fresh("small"), settings(2));
        assertThat(Files.readAllBytes(folder.resolve("run/weights.bin"))).isEqualTo(weights);
        assertThatThrownBy(() -> finetune("run", StartingEncoder.fresh("small"), settings(3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds a run with steps = 2, not 3");
        Path properties = folder.resolve("run/run.properties");
        String kept = Files.readString(properties);
        Files.writeString(properties, kept.replace("tasks=af,mi", "tasks=af"));
        assertThatThrownBy(() -> new ClassifierRun(folder.resolve("run")).read())
                .hasMessage(properties + " names 1 findings, and the weights are of 2: the run is damaged");
        Files.writeString(properties, kept);
        Files.delete(folder.resolve("run/weights.bin"));
        assertThatThrownBy(() -> new ClassifierRun(folder.resolve("run")).read())
                .hasMessageContaining("is not done");
        assertThatThrownBy(() -> new ClassifierRun(folder).read()).hasMessageContaining("holds no run of finetune");
        assertThatThrownBy(() -> finetune(".", StartingEncoder.fresh("small"), settings(2)))
                .hasMessageContaining("is no run");
    }

    @Test
    void probesServeAsADenseLayerGivesWhatTheyGive() throws Exception {
        StartingEncoder encoder = StartingEncoder.of(pretrained(SPLIT), SPLIT);
        ClassifierRun run = new ClassifierRun(folder.resolve("probe"));
        new ProbedClassifier(encoder).make(run, parts().learning(), List.of(), Map.of(), (step, steps, detail) -> {});
        Classifier made = run.read();
        LabelledParts parts = LabelledParts.of(COHORT, SPLIT, made.tasks());

        assertThat(made.isPretrained()).isTrue();
        assertThat(made.pretrainedOn()).containsExactly("simulated");
        int task = 0;
        LinearProbe probe =
                LinearProbe.fit(embedded(parts.of(Part.TRAIN), task), embedded(parts.of(Part.VALIDATION), task));
        float[][] embeddings = embeddings(parts.test());
        try (InferenceModel model = made.model()) {
            float[][] logits = FineTuning.logits(model, parts.test(), 9);
            for (int record = 0; record < logits.length; record++) {
                assertThat((double) logits[record][task]).isCloseTo(probe.logit(embeddings[record]), within(1e-3));
            }
        }
    }

    private static LinearProbe.Records embedded(LabelledRecords records, int task) throws IOException {
        int[] known = records.known(task);
        float[][] all = embeddings(records);
        boolean[] positive = new boolean[known.length];
        float[][] rows = new float[known.length][];
        for (int i = 0; i < known.length; i++) {
            positive[i] = Boolean.TRUE.equals(records.label(known[i], task));
            rows[i] = all[known[i]];
        }
        return new LinearProbe.Records(rows, positive);
    }

    private static float[][] embeddings(LabelledRecords records) throws IOException {
        try (EncoderModel model = new EncoderModel(Architecture.SMALL, EncoderModel.random(Architecture.SMALL, 3))) {
            return RecordMeans.of(
                    records.dataset(), records.windows(), 9, Architecture.SMALL.embeddingSize(), model::run);
        }
    }

    @Test
    void whoTestsTookNoPartInPretraining() throws Exception {
        Map<StoreKey, Part> other = new TreeMap<>(java.util.Comparator.comparing(StoreKey::toString));
        other.putAll(SPLIT.parts());
        other.put(LabelledCohort.patient(PATIENTS - 1), Part.TRAIN);
        Path run = pretrained(new PatientSplit(other));

        assertThatThrownBy(() -> StartingEncoder.of(run, SPLIT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was pretrained on 1 patients of the validation and test parts");
    }

    @Test
    void aClassifierBeginsWhereAnotherOneOfTheSameFindingsEnded() throws Exception {
        Path pretrained = pretrained(SPLIT);
        finetune("taught", StartingEncoder.of(pretrained, SPLIT), settings(3));
        Path taught = folder.resolve("taught");
        PatientSplit others = new PatientSplit(Map.of(StoreKey.publicName("somebody else"), Part.TEST));

        StartingEncoder start = StartingEncoder.of(taught, others);

        List<Task> tasks = List.of(Task.ATRIAL_FIBRILLATION, Task.MYOCARDIAL_INFARCTION);
        assertThat(start.heads()).isEqualTo(tasks);
        assertThat(start.weights(tasks)).containsKey(Weights.HEADS);
        assertThat(start.weights(List.of(Task.ATRIAL_FIBRILLATION))).doesNotContainKey(Weights.HEADS);
        assertThat(start.description())
                .containsEntry("taught.steps", "3")
                .containsEntry("taught.unseen", "checked")
                .containsEntry("pretrained.data.source", "simulated");
        assertThatThrownBy(() -> StartingEncoder.of(taught, SPLIT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("patients of the validation and test parts");
        assertThatThrownBy(() -> PretrainedEncoder.read(taught))
                .hasMessage(taught + " holds a run of finetune, not of pretraining");
        assertByWhoseLabelsItWasMade(taught);
        Files.delete(taught.resolve("weights.bin"));
        assertThatThrownBy(() -> StartingEncoder.of(taught, others))
                .hasMessage("the run in " + taught + " is not done: run it again");
    }

    /** Of its split, and from whom what it began with had learnt where that knew labels too. */
    private static void assertByWhoseLabelsItWasMade(Path taught) throws IOException {
        ClassifierRun run = new ClassifierRun(taught);
        StoreKey stranger = StoreKey.publicName("of another run");
        LearntPatients.of(List.of(stranger)).write(taught);
        assertThat(run.labelled().count()).isEqualTo(48);
        assertThat(run.labelled().contains(LabelledCohort.patient(47)))
                .as("it validated")
                .isTrue();
        assertThat(run.labelled().contains(LabelledCohort.patient(48)))
                .as("it tests")
                .isFalse();
        assertThat(run.labelled().contains(stranger))
                .as("pretraining knows no labels")
                .isFalse();

        Files.writeString(run.properties(), "taught.data.source=elsewhere\n", StandardOpenOption.APPEND);

        assertThat(run.labelled().contains(stranger)).isTrue();
    }

    /** What is said of a model is said of its test records. */
    @Test
    void eachPartHasThePatientsThatTheSplitGivesIt() throws IOException {
        LabelledParts parts = parts();
        int records = 0;
        for (Part part : Part.values()) {
            LabelledRecords own = parts.of(part);
            assertThat(own.records()).isNotEmpty().allSatisfy(ecg -> assertThat(SPLIT.of(ecg.patient()))
                    .isEqualTo(part));
            records += own.size();
        }
        assertThat(records).isEqualTo(PATIENTS);
    }

    /** With labels that mean nothing, what it says of test records by labels that mean nothing is chance; of those that it learnt it says more. */
    @Test
    void shuffledLabelsTeachNothing() throws Exception {
        LabelledParts parts = parts();
        double sum = 0;
        double sumOfLearnt = 0;
        int draws = 6;
        float[][] train = embeddings(parts.of(Part.TRAIN));
        float[][] test = embeddings(parts.test());
        for (long seed = 0; seed < draws; seed++) {
            LinearProbe.Records shuffled = shuffled(train, seed);
            LinearProbe probe = LinearProbe.fit(shuffled, shuffled);
            sum += auroc(probe, shuffled(test, draws + seed));
            sumOfLearnt += auroc(probe, shuffled);
        }
        assertThat(sum / draws).as("seeds 0 to %d", draws - 1).isBetween(.3, .7);
        assertThat(sumOfLearnt / draws).as("seeds 0 to %d", draws - 1).isGreaterThan(.7);
    }

    private static double auroc(LinearProbe probe, LinearProbe.Records records) {
        double[] score = new double[records.features().length];
        for (int i = 0; i < score.length; i++) {
            score[i] = probe.logit(records.features()[i]);
        }
        return new Scores(records.positive(), score).auroc();
    }

    private static LinearProbe.Records shuffled(float[][] rows, long seed) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextBoolean();
        }
        return new LinearProbe.Records(rows, labels);
    }

    /** The cohort, of which a half is said to be real. */
    private record Mixed(int realFrom) implements EcgDataset {
        @Override
        public String source() {
            return "simulated+hospital";
        }

        @Override
        public String source(int window) {
            return window % 4 < 2 || window < realFrom ? "simulated" : "hospital";
        }

        @Override
        public int size() {
            return COHORT.size();
        }

        @Override
        public StoredEcg get(int window) {
            return COHORT.get(window);
        }

        @Override
        public void read(int window, float[] into) {
            COHORT.read(window, into);
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    /** Patients 0 to 35 train, 36 to 47 validate, the others test. */
    @Test
    void whereThereAreRealRecordsTheyAloneChooseAndTest() throws IOException {
        LabelledParts parts = LabelledParts.of(new Mixed(0), SPLIT, ALL);

        assertThat(parts.of(Part.TRAIN).bySource()).containsOnlyKeys("hospital", "simulated");
        assertThat(parts.of(Part.VALIDATION).bySource()).containsOnlyKeys("hospital");
        assertThat(parts.of(Part.TEST).bySource()).containsOnlyKeys("hospital");
        assertThat(parts.told()).startsWith("6 simulated validation records and 6 simulated test records took no part");
        assertThat(LabelledParts.of(new Mixed(PATIENTS), SPLIT, ALL).told()).isEmpty();
        assertThatThrownBy(() -> LabelledParts.of(new Mixed(48), SPLIT, ALL))
                .hasMessageContaining("of the split's validation patients none has a labelled real ECG");
        LearningParts simulated =
                LabelledParts.of(new Mixed(PATIENTS), SPLIT, ALL).learning();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledParts(simulated, parts.test(), 0))
                .withMessage("records of another origin test than chose");
    }

    @Test
    void saysWhatTheDataLack() {
        assertThatThrownBy(() -> LabelledParts.of(COHORT, SPLIT, List.of(Task.ATRIAL_FLUTTER)))
                .hasMessageContaining("of the split's train patients none has a labelled ECG in simulated");
        PatientSplit one = new PatientSplit(Map.of(LabelledCohort.patient(0), Part.TRAIN));
        assertThatThrownBy(() -> LabelledParts.of(COHORT, one, ALL))
                .hasMessageContaining("no finding is both present and absent");
        Map<StoreKey, Part> two = Map.of(LabelledCohort.patient(0), Part.TRAIN, LabelledCohort.patient(1), Part.TRAIN);
        assertThatThrownBy(() -> LabelledParts.of(COHORT, new PatientSplit(two), ALL))
                .hasMessageContaining("of the split's validation patients none");
    }

    @Test
    void weightsThatAreNoNumbersAreToldAtTheFirstStep() {
        Map<String, float[]> broken =
                new TreeMap<>(EncoderModel.random(Architecture.SMALL, 3).values());
        broken.put("stem.conv.weights", broken.get("stem.conv.weights").clone());
        broken.get("stem.conv.weights")[0] = Float.NaN;
        StartingEncoder encoder =
                new StartingEncoder("small", new Weights(broken).values(), List.of(), Optional.empty(), Map.of());
        assertThatThrownBy(() -> finetune("run", encoder, settings(2)))
                .hasMessageContaining("the loss is not finite at step 1");
    }
}
