package org.einthoven.training.data;

import java.io.IOException;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.StoredEcg;

/** A store's windows, mapped into memory. */
record StoredDataset(EcgStore store) implements EcgDataset {
    @Override
    public String source() {
        return store.source();
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public StoredEcg get(int window) throws IOException {
        return store.get(window);
    }

    @Override
    public void read(int window, float[] into) throws IOException {
        store.read(window, into);
    }

    @Override
    public String fingerprint() {
        return store.fingerprint();
    }
}
