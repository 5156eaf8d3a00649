package org.einthoven.training.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.RecordMeans;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.Weights;
import org.einthoven.training.probe.FeatureFile;
import org.einthoven.training.probe.MeasuredRecords;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers of records, a row a record.
 *
 * @param cache a folder that keeps what was computed; null for none
 */
public record ProbeFeatures(
        LabelledRecords records, @Nullable Path cache) {
    public float[][] measured() throws IOException {
        return kept(new Fingerprint().add("measured"), () -> MeasuredRecords.of(records)
                .features());
    }

    public float[][] random(Architecture architecture, long seed) throws IOException {
        return encoded(architecture, EncoderModel.random(architecture, seed));
    }

    public float[][] pretrained(PretrainedEncoder encoder) throws IOException {
        return encoded(encoder.architecture(), encoder.weights());
    }

    private float[][] encoded(Architecture architecture, Weights weights) throws IOException {
        Fingerprint key = new Fingerprint().add(architecture.toString());
        weights.values().forEach((name, values) -> key.add(name).add(new float[][] {values}));
        return kept(key, () -> {
            try (EncoderModel model = new EncoderModel(architecture, weights)) {
                return RecordMeans.of(
                        records.dataset(),
                        records.windows(),
                        Integer.MAX_VALUE,
                        architecture.embeddingSize(),
                        model::run);
            }
        });
    }

    private float[][] kept(Fingerprint of, FeatureFile.Features features) throws IOException {
        if (cache == null) {
            return features.compute();
        }
        of.add(records.dataset().fingerprint());
        records.records().forEach(ecg -> of.add(ecg.record().toString()));
        String key = of.hex();
        return FeatureFile.of(
                Files.createDirectories(cache).resolve(key.substring(0, 32) + ".features"), key, features);
    }

    /** Some of the columns. */
    public static float[][] part(float[][] features, int from, int to) {
        return Arrays.stream(features)
                .map(row -> Arrays.copyOfRange(row, from, to))
                .toArray(float[][]::new);
    }

    /** Side by side. */
    public static float[][] both(float[][] one, float[][] other) {
        float[][] both = new float[one.length][];
        for (int i = 0; i < both.length; i++) {
            both[i] = Arrays.copyOf(one[i], one[i].length + other[i].length);
            System.arraycopy(other[i], 0, both[i], one[i].length, other[i].length);
        }
        return both;
    }
}
