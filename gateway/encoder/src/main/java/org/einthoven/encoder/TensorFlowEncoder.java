package org.einthoven.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A SavedModel served to many threads at once, on the CPU, or on a GPU with TensorFlow's CUDA build. */
public final class TensorFlowEncoder implements Encoder {
    private static final Logger LOG = LoggerFactory.getLogger(TensorFlowEncoder.class);

    private final SavedModelWindows model;
    private final ModelManifest manifest;
    private final ModelCard card;
    private final WindowBatcher batcher;
    private final RecordingInference inference;

    private TensorFlowEncoder(SavedModelWindows model, ModelFolder folder, EncoderSettings settings) {
        this.model = model;
        this.manifest = folder.manifest();
        this.card = manifest.card(folder.contentHash());
        this.batcher = new WindowBatcher(model, settings);
        this.inference = new RecordingInference(manifest);
    }

    /**
     * Loads a model, checks it against its manifest and its golden outputs, and warms it up.
     *
     * @param modelFolder holds saved_model.pb, manifest.json and the golden pairs
     * @throws InvalidModelException when the model must not be served; the message is one sentence
     * @throws IOException when the folder cannot be read, or TensorFlow not be loaded
     */
    public static TensorFlowEncoder open(Path modelFolder, EncoderSettings settings) throws IOException {
        ModelFolder folder = ModelFolder.open(modelFolder);
        SavedModelWindows model = SavedModelWindows.load(folder, settings);
        try {
            GoldenCheck.check(model, folder, settings.maxBatch());
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
        LOG.info(
                "The model {} {} is loaded and gives its golden outputs",
                folder.manifest().id(),
                folder.manifest().version());
        return new TensorFlowEncoder(model, folder, settings);
    }

    @Override
    public ModelCard model() {
        return card;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when a window is none that a Normaliser gives: a sample that is not finite or
     *     not 0 where the mask says invalid, no valid sample at all, or no window
     */
    @Override
    public Inference infer(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        return inference.of(windows, outputs(windows));
    }

    /**
     * Reads windows without making an inference of them: what a gateway on another machine asks for.
     *
     * @return one output a window, not calibrated
     * @throws IllegalArgumentException as {@link #infer}
     */
    public List<WindowOutput> outputs(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        WindowCheck.check(windows);
        return batcher.run(windows);
    }

    ModelManifest manifest() {
        return manifest;
    }

    /** Windows that wait to be read: a measure of load, between 0 and about the queue's capacity. */
    public int waitingWindows() {
        return batcher.waitingWindows();
    }

    /** Batches that the model has read so far. */
    public long batches() {
        return batcher.batches();
    }

    /** Windows that the model has read so far; over {@link #batches}, how well callers share them. */
    public long windows() {
        return batcher.windows();
    }

    /** Serves the callers who wait, then frees the model. Later calls of {@link #infer} fail. */
    @Override
    public synchronized void close() {
        // TensorFlow's session must not be closed under a running batch.
        batcher.close();
        model.close();
    }
}
