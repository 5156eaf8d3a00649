package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Path;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.StoredEcg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store's first windows, mapped into memory. @param size how many of them */
record StoredDataset(EcgStore store, int size) implements EcgDataset {
    private static final Logger LOG = LoggerFactory.getLogger(StoredDataset.class);

    /** @throws IOException also where the store is empty, as of a node that collected nothing yet: nothing would say that it took no part */
    static StoredDataset open(Path path) throws IOException {
        EcgStore store = EcgStore.open(path);
        if (store.cutOff() > 0) {
            LOG.warn("{} windows at the end of {} were not written wholly and are left out", store.cutOff(), path);
        }
        if (store.size() == 0) {
            throw new IOException("there is no ECG in " + path + ": leave it out, or fill it first");
        }
        return new StoredDataset(store, store.size());
    }

    @Override
    public String source() {
        return store.source();
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
        return store.fingerprint(size);
    }

    @Override
    public EcgDataset within(Extent extent) {
        return extent.isOf(size) ? new StoredDataset(store, extent.windows().get(0)) : this;
    }
}
