package org.einthoven.training.contrast;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.einthoven.training.augment.Strengths;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.ContrastiveModel.Objective;
import org.einthoven.training.network.LearningRate;

/**
 * How an encoder is pretrained: all that its weights follow from, beside the data.
 *
 * @param encoder small, standard or large
 * @param epochs how often each patient is seen
 * @param augmentation how strongly views are changed
 * @param warmUp steps of the learning rate's rise, where the run is long enough
 */
public record PretrainingSettings(
        long seed,
        String encoder,
        int epochs,
        int patients,
        double longitudinal,
        double views,
        double temperature,
        int projection,
        double learningRate,
        int warmUp,
        double weightDecay,
        Strengths augmentation) {
    public PretrainingSettings {
        Architecture.named(encoder);
        if (epochs < 1 || warmUp < 0 || !(learningRate > 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "epochs and learning rate are positive, warm-up and weight decay not negative");
        }
        new Objective(patients, longitudinal, views, temperature, projection);
    }

    Architecture architecture() {
        return Architecture.named(encoder);
    }

    Objective objective() {
        return new Objective(patients, longitudinal, views, temperature, projection);
    }

    LearningRate learningRate(int steps) {
        return new LearningRate(learningRate, Math.min(warmUp, steps / 10), steps);
    }

    /** By name, as a run folder keeps them. */
    Map<String, String> asMap() {
        Map<String, String> values = new TreeMap<>();
        for (var component : PretrainingSettings.class.getRecordComponents()) {
            try {
                values.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(this)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record's accessors are public", e);
            }
        }
        return values;
    }

    static void write(Path file, Map<String, String> values) throws IOException {
        Properties properties = new Properties();
        properties.putAll(values);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Files.writeString(file, text.toString());
    }

    static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
