package org.einthoven.ecg;

import java.util.List;

/** A trained model that reads normalised ECGs. Safe for use by many threads at once. */
public interface Encoder extends AutoCloseable {
    ModelCard model();

    /**
     * Reads one ECG. The windows of one recording are read together and make one inference.
     *
     * @param windows at least one
     * @throws EncoderBusyException when the bounded queue is full: try later
     * @throws EncoderException when the model could not read them: a fault of the model or the runtime
     */
    Inference infer(List<NormalisedEcg> windows) throws EncoderException, InterruptedException;

    @Override
    void close();
}
