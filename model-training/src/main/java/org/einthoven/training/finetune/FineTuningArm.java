package org.einthoven.training.finetune;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.einthoven.ecg.Task;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.CannotFitException;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.evaluate.study.TrainingData;
import org.einthoven.training.loop.TrainingFailure;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;

/** Encoder and head trained together on the labels that are given, from pretrained weights or from fresh ones. */
public final class FineTuningArm implements Arm {
    private static final int EVERY_WINDOW = Integer.MAX_VALUE;
    private static final int LOOKS = 5;

    private final String name;
    private final String title;
    private final Architecture architecture;
    private final Map<String, float[]> encoder;
    private final List<Task> heads;
    private final LabelledRecords records;
    private final Schedule schedule;

    /**
     * How long it trains: each record about as often, whatever their number, between bounds.
     *
     * @param epochs how often each record is drawn
     */
    public record Schedule(double learningRate, int epochs, int least, int most) {
        /** As long for a pretrained encoder as for a fresh one. */
        public static final Schedule STANDARD = new Schedule(1e-3, 30, 150, 1500);

        /** For what knows the findings already: cross-validation chose the rate (docs/pretraining-ablation.md). */
        public static final Schedule TAUGHT = new Schedule(3e-4, 30, 150, 1500);

        /** For readers of a report. */
        public String inWords() {
            FineTuningSettings standard = FineTuningSettings.standard(0, 100);
            return String.format(
                    Locale.ROOT,
                    "AdamW, rate %s, weight decay %s, dropout %s; each record %d times, but %d to %d steps of %d windows,"
                            + " %.0f %% of them drawn from those with the finding; of %d looks at validation records the best",
                    learningRate,
                    standard.weightDecay(),
                    standard.dropout(),
                    epochs,
                    least,
                    most,
                    standard.batch(),
                    100 * standard.balanced(),
                    LOOKS);
        }

        FineTuningSettings settings(int records, long seed) {
            FineTuningSettings standard = FineTuningSettings.standard(seed, 100);
            int steps = Math.max(least, Math.min(most, (int) ((long) epochs * records / standard.batch())));
            return new FineTuningSettings(
                    seed,
                    steps,
                    standard.batch(),
                    standard.balanced(),
                    learningRate,
                    standard.weightDecay(),
                    standard.dropout(),
                    LOOKS);
        }
    }

    /**
     * @param encoder the pretrained weights; empty to begin with fresh ones
     * @param records all of the data set, by whose numbers the arm is asked
     */
    public FineTuningArm(
            String name,
            String title,
            Architecture architecture,
            Map<String, float[]> encoder,
            LabelledRecords records,
            Schedule schedule) {
        this(name, title, architecture, encoder, List.of(), records, schedule);
    }

    /** @param heads the findings of the heads among the weights: each fit begins with that of its own */
    public FineTuningArm(
            String name,
            String title,
            Architecture architecture,
            Map<String, float[]> encoder,
            List<Task> heads,
            LabelledRecords records,
            Schedule schedule) {
        this.name = name;
        this.title = title;
        this.architecture = architecture;
        this.encoder = Map.copyOf(encoder);
        this.heads = List.copyOf(heads);
        this.records = records.unlabelled();
        this.schedule = schedule;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String fingerprint() {
        Fingerprint fingerprint = new Fingerprint().add(architecture.toString()).add(schedule.toString());
        if (!heads.isEmpty()) {
            fingerprint.add(heads.toString());
        }
        encoder.keySet().stream().sorted().forEach(key -> fingerprint.add(key).add(new float[][] {values(key)}));
        return fingerprint.hex();
    }

    private float[] values(String key) {
        return encoder.getOrDefault(key, new float[0]);
    }

    @Override
    public Predictions fit(TrainingData data, long seed) throws CannotFitException, IOException, InterruptedException {
        LabelledRecords train = labelled(data.task(), data.train());
        LabelledRecords validation = labelled(data.task(), data.validation());
        LabelledRecords test = records.withTasks(List.of(data.task())).subset(data.test());
        FineTuningSettings settings = schedule.settings(train.size(), seed);
        try {
            Weights weights = new FineTuning(architecture, settings, Augmentation.standard())
                    .fit(train, validation, FineTuning.initial(architecture, 1, seed, weights(data.task())));
            try (InferenceModel model = new InferenceModel(weights, architecture, 1)) {
                return new Predictions(logits(model, validation), logits(model, test));
            }
        } catch (TrainingFailure e) {
            throw new CannotFitException("training failed: " + e.getMessage());
        }
    }

    /** With the truth that it is given, and no other. */
    private LabelledRecords labelled(Task task, Cases cases) {
        boolean[] truth = cases.truth();
        return records.subset(cases.records()).labelled(task, record -> truth[record]);
    }

    /** The encoder's, and of the heads the one of a finding, where there is one. */
    Map<String, float[]> weights(Task task) {
        if (heads.isEmpty()) {
            return encoder;
        }
        Map<String, float[]> own = new HashMap<>(encoder);
        float[] all = Objects.requireNonNull(own.remove(Weights.HEADS));
        float[] bias = Objects.requireNonNull(own.remove(Weights.HEADS_BIAS));
        int head = heads.indexOf(task);
        if (head >= 0) {
            float[] ofTask = new float[all.length / heads.size()];
            for (int i = 0; i < ofTask.length; i++) {
                ofTask[i] = all[i * heads.size() + head];
            }
            own.put(Weights.HEADS, ofTask);
            own.put(Weights.HEADS_BIAS, new float[] {bias[head]});
        }
        return own;
    }

    private static double[] logits(InferenceModel model, LabelledRecords records) throws IOException {
        float[][] logits = FineTuning.logits(model, records, EVERY_WINDOW);
        double[] first = new double[logits.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = logits[i][0];
        }
        return first;
    }
}
