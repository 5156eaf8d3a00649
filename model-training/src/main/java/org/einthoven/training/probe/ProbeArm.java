package org.einthoven.training.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.CannotFitException;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.evaluate.study.TrainingData;
import org.einthoven.training.probe.LinearProbe.Records;

/**
 * A linear probe on fixed features of the records: an encoder's embeddings, or {@link EcgFeatures}. Where the features have parts, a probe is fitted on
 * each, and the one with the greatest AUROC on validation records is it: with few labels the numbers that have nothing to do with a
 * finding drown those that have.
 */
public final class ProbeArm implements Arm {
    private final String name;
    private final String title;
    private final List<float[][]> parts;
    private final String fingerprint;

    /** @param features a row a record, by its number; empty for records that have no part in it */
    public ProbeArm(String name, String title, float[][] features) {
        this(name, title, List.<float[][]>of(features));
    }

    /** @param parts what the probe may be fitted on, such as an embedding and its rhythm alone; of equals the first is taken */
    public ProbeArm(String name, String title, List<float[][]> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a probe needs features");
        }
        this.name = Objects.requireNonNull(name);
        this.title = Objects.requireNonNull(title);
        this.parts = List.copyOf(parts);
        Fingerprint of = new Fingerprint();
        parts.forEach(of::add);
        fingerprint = of.hex();
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
        return fingerprint;
    }

    /** The seed is of no matter: nothing is left to chance. */
    @Override
    public Predictions fit(TrainingData data, long seed) throws CannotFitException {
        try {
            Predictions best = null;
            double most = Double.NEGATIVE_INFINITY;
            for (float[][] part : parts) {
                Predictions predictions = fit(part, data);
                double auroc =
                        data.validation().scores(predictions.validation()).auroc();
                if (auroc > most) {
                    most = auroc;
                    best = predictions;
                }
            }
            return Objects.requireNonNull(best);
        } catch (IllegalArgumentException e) {
            throw new CannotFitException(Objects.requireNonNullElse(e.getMessage(), "its features do not fit"));
        }
    }

    private static Predictions fit(float[][] features, TrainingData data) {
        Records validation = records(features, data.validation());
        LinearProbe probe = LinearProbe.fit(records(features, data.train()), validation);
        return new Predictions(probe.logits(validation.features()), probe.logits(rows(features, data.test())));
    }

    private static Records records(float[][] features, Cases cases) {
        return new Records(rows(features, cases.records()), cases.truth());
    }

    private static float[][] rows(float[][] features, int[] records) {
        return Arrays.stream(records).mapToObj(record -> row(features, record)).toArray(float[][]::new);
    }

    private static float[] row(float[][] features, int record) {
        if (record >= features.length) {
            throw new IllegalArgumentException("there are no features of some records");
        }
        return features[record];
    }
}
