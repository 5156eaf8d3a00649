package org.einthoven.training.data;

import java.io.IOException;
import java.util.Collection;
import org.einthoven.ecg.store.EcgStore;

/** Where ECGs are from; the two never meet in one figure. */
public enum Origin {
    SIMULATED,
    REAL;

    /** Of the ECGs of a source: only {@code train simulate} writes stores of the name that is the simulator's. */
    public static Origin of(String source) {
        return source.equals(EcgStore.SIMULATED) ? SIMULATED : REAL;
    }

    /** @throws IOException where some are simulated and others real */
    public static void requireOne(Collection<String> sources) throws IOException {
        if (sources.stream().map(Origin::of).distinct().count() > 1) {
            throw new IOException(
                    "simulated ECGs and real ones are not evaluated together: " + String.join(", ", sources));
        }
    }

    /** @throws IOException where a name of real ECGs would pass for the simulator's */
    static void requireReal(String source) throws IOException {
        if (EcgStore.isReserved(source)) {
            throw new IOException("'" + source + "' is the name of what 'train simulate' draws: figures of these ECGs"
                    + " would be told as simulated; name where they are from");
        }
    }
}
