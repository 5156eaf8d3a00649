package org.einthoven.training.contrast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.Weights;

/**
 * What a run of pretraining left.
 *
 * @param description the run's settings and fingerprints
 */
public record PretrainedEncoder(Architecture architecture, Weights weights, Map<String, String> description) {
    public PretrainedEncoder {
        description = Map.copyOf(description);
    }

    /** @throws IOException where the folder holds no run, or one that is not done */
    public static PretrainedEncoder read(Path folder) throws IOException {
        PretrainingRun run = new PretrainingRun(folder);
        if (!Files.exists(run.properties())) {
            throw new IOException(folder + " holds no run of pretraining");
        }
        Map<String, String> description = RunProperties.read(run.properties());
        String other = description.get(RunProperties.KIND);
        if (other != null) {
            throw new IOException(folder + " holds a run of " + other + ", not of pretraining");
        }
        if (!Files.exists(run.encoder())) {
            throw new IOException("the pretraining in " + folder + " is not done: run it again to go on");
        }
        String encoder = description.get("encoder");
        if (encoder == null) {
            throw new IOException(run.properties() + " does not say which encoder it is: it is damaged");
        }
        return new PretrainedEncoder(Architecture.named(encoder), Weights.read(run.encoder()), description);
    }

    /** What its data were called. */
    public String source() {
        return description.getOrDefault("data.source", "unknown");
    }

    /** Whether it learnt from the training part of just this split. */
    public boolean isOfSplit(String fingerprint) {
        return description.getOrDefault("data.split", "").equals(fingerprint);
    }
}
