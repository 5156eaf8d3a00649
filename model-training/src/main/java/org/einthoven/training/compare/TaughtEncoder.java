package org.einthoven.training.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.classifier.ClassifierRun;
import org.einthoven.training.contrast.LearntPatients;

/**
 * An encoder that was trained on labels before, as of simulated ECGs.
 *
 * @param by whose labels it knows
 */
public record TaughtEncoder(Classifier classifier, LearntPatients by) {
    /** @throws IOException where the folder holds no run of fine-tuning or probes that is done */
    public static TaughtEncoder read(Path run) throws IOException {
        ClassifierRun made = new ClassifierRun(run);
        return new TaughtEncoder(made.read(), made.labelled());
    }

    /**
     * Who learns from few labels must not know them all before.
     *
     * @param patients who train, choose or test
     * @throws IOException where labels of any of them taught it
     */
    void requireStrangers(Collection<StoreKey> patients) throws IOException {
        long known = patients.stream().distinct().filter(by::contains).count();
        if (known > 0) {
            throw new IOException(
                    "the encoder of --taught learnt from the labels of " + known
                            + " patients of these sources, and would know with 16 labels what all of them tell: give one that was taught by others");
        }
    }

    /** For readers. */
    String told() {
        String labels =
                " The taught encoder was trained on the labels of " + EvaluationData.named(classifier.sources());
        String before = classifier.taughtOn().isEmpty()
                ? ""
                : ", after those of " + EvaluationData.named(classifier.taughtOn());
        String pretrained = classifier.isPretrained()
                ? ", after pretraining on " + EvaluationData.named(classifier.pretrainedOn())
                : ", from random weights";
        return labels + before + pretrained + "; none of these labels are of patients who are learnt from here.";
    }
}
