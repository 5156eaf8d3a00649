package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.util.Arrays;

/** One way to make a classifier of a finding from labelled records: an encoder with a probe, fine-tuning, features. */
public interface Arm {
    /** In files and tables: small letters, digits and hyphens. It stays the same when a run goes on. */
    String name();

    /** For readers, a few words: "contrastive encoder, frozen, with a linear probe". */
    String title();

    /**
     * Of what it works with: weights, embeddings, settings. What was fitted before counts only while this is the same.
     */
    String fingerprint();

    /**
     * Learns and scores.
     *
     * @param seed for what is left to chance; the same seed gives the same scores as far as the arm can
     * @throws CannotFitException if it cannot learn from these records, with the reason
     */
    Predictions fit(TrainingData data, long seed) throws CannotFitException, IOException, InterruptedException;

    /**
     * What an arm made of the records, the greater the surer that the finding is there: logits rather than probabilities, as
     * they are kept in single precision.
     *
     * @param validation in the order of {@link TrainingData#validation()}
     * @param test in the order of {@link TrainingData#test()}
     */
    record Predictions(double[] validation, double[] test) {
        public Predictions {
            validation = singlePrecision(validation);
            test = singlePrecision(test);
        }

        private static double[] singlePrecision(double[] scores) {
            return Arrays.stream(scores).map(score -> (float) score).toArray();
        }
    }
}
