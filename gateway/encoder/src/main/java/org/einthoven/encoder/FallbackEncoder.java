package org.einthoven.encoder;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;

/**
 * An encoder on another machine, and one here with the same model that reads what the other does not: while it fails,
 * and what it is too busy for.
 */
public final class FallbackEncoder implements Encoder {
    private final OpenInferenceEncoder remote;
    private final TensorFlowEncoder local;
    private final LongAdder readHere = new LongAdder();

    /** Both are this encoder's own and closed with it. */
    public FallbackEncoder(OpenInferenceEncoder remote, TensorFlowEncoder local) {
        if (!remote.model().equals(local.model())) {
            throw new IllegalArgumentException("the encoder here must have the model of the one elsewhere");
        }
        this.remote = remote;
        this.local = local;
    }

    @Override
    public ModelCard model() {
        return local.model();
    }

    @Override
    public Inference infer(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        try {
            return remote.infer(windows);
        } catch (EncoderException elsewhere) {
            Inference inference = inferHere(windows, elsewhere);
            readHere.increment();
            return inference;
        }
    }

    private Inference inferHere(List<NormalisedEcg> windows, EncoderException elsewhere)
            throws EncoderException, InterruptedException {
        try {
            return local.infer(windows);
        } catch (EncoderException here) {
            here.addSuppressed(elsewhere);
            throw here;
        }
    }

    public OpenInferenceEncoder remote() {
        return remote;
    }

    public TensorFlowEncoder local() {
        return local;
    }

    /** ECGs that the encoder here read. */
    public long readHere() {
        return readHere.sum();
    }

    @Override
    public void close() {
        remote.close();
        local.close();
    }
}
