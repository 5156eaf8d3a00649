package org.einthoven.training.probe;

import java.util.Arrays;
import java.util.Objects;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.CannotFitException;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.evaluate.study.TrainingData;
import org.einthoven.training.probe.LinearProbe.Records;

/** A linear probe on fixed features of the records: an encoder's embeddings, or {@link EcgFeatures}. */
public final class ProbeArm implements Arm {
    private final String name;
    private final String title;
    private final float[][] features;
    private final String fingerprint;

    /** @param features a row a record, by its number; empty for records that have no part in it */
    public ProbeArm(String name, String title, float[][] features) {
        this.name = Objects.requireNonNull(name);
        this.title = Objects.requireNonNull(title);
        this.features = features;
        fingerprint = new Fingerprint().add(features).hex();
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
            Records validation = records(data.validation());
            LinearProbe probe = LinearProbe.fit(records(data.train()), validation);
            return new Predictions(probe.logits(validation.features()), probe.logits(rows(data.test())));
        } catch (IllegalArgumentException e) {
            throw new CannotFitException(Objects.requireNonNullElse(e.getMessage(), "its features do not fit"));
        }
    }

    private Records records(Cases cases) {
        return new Records(rows(cases.records()), cases.truth());
    }

    private float[][] rows(int[] records) {
        return Arrays.stream(records).mapToObj(this::row).toArray(float[][]::new);
    }

    private float[] row(int record) {
        if (record >= features.length) {
            throw new IllegalArgumentException("there are no features of some records");
        }
        return features[record];
    }
}
