package org.einthoven.training;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a network is trained.
 *
 * @param seed of the first weights, the sampling and the augmentation
 * @param batchSize windows a step
 * @param twelveLead how many of them come from records of several leads
 * @param balanced share of those draws that first draws a finding, then a record with it
 * @param dropout share of the embedding that is dropped
 * @param positiveWeight how much more a present finding weighs than an absent one
 */
public record TrainingSettings(
        long seed,
        int steps,
        int warmUp,
        int batchSize,
        int twelveLead,
        double balanced,
        double learningRate,
        double weightDecay,
        double dropout,
        double positiveWeight) {
    public TrainingSettings {
        require(steps > warmUp && warmUp >= 0, "the steps must be more than the warm-up");
        require(batchSize > 0 && twelveLead >= 0 && twelveLead <= batchSize, "a batch holds at least one window");
        require(balanced >= 0 && balanced <= 1 && dropout >= 0 && dropout < 1, "shares lie between 0 and 1");
        require(learningRate > 0 && weightDecay >= 0 && positiveWeight > 0, "rates and weights are positive");
    }

    /** The settings of the published model. */
    static TrainingSettings standard(long seed, int steps) {
        return new TrainingSettings(seed, steps, Math.min(100, steps / 10), 32, 16, 0.5, 2e-3, 0.05, 0.3, 2);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** As a properties file, with what else makes the run repeatable. */
    void write(Path file, Map<String, String> more) throws IOException {
        Map<String, String> all = new TreeMap<>(more);
        for (var component : TrainingSettings.class.getRecordComponents()) {
            try {
                all.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(this)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record's accessors are public", e);
            }
        }
        Properties properties = new Properties();
        properties.putAll(all);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Files.writeString(file, text.toString());
    }
}
