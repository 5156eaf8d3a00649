package org.einthoven.ecg.simulator;

import java.util.List;
import java.util.Objects;
import org.einthoven.ecg.EcgRecording;

/**
 * A simulated ECG and its truth.
 *
 * @param beats whose QRS complex peaks within the recording, in order
 */
public record SimulatedEcg(EcgRecording recording, List<TrueBeat> beats) {
    public SimulatedEcg {
        Objects.requireNonNull(recording);
        beats = List.copyOf(beats);
    }
}
