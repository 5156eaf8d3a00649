package org.einthoven.app.pipeline;

import java.io.IOException;
import java.util.List;
import org.apache.camel.Body;
import org.einthoven.app.configuration.CollectionSettings;
import org.einthoven.camel.EcgReading;
import org.einthoven.ecg.Normalisation;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.EcgStoreWriter;
import org.einthoven.ecg.store.Pseudonyms;
import org.einthoven.ecg.store.StoredEcg;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ECGs to train with, normalised and under pseudonyms, where the configuration says so. What cannot be kept is told and counted and holds up
 * no report: the original is in the archive, and {@code einthoven train import} can read it from there.
 */
public final class EcgCollection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EcgCollection.class);

    private final GatewayMetrics metrics;
    private final @Nullable EcgStoreWriter store;
    private final @Nullable Pseudonyms pseudonyms;

    private EcgCollection(GatewayMetrics metrics, @Nullable EcgStoreWriter store, @Nullable Pseudonyms pseudonyms) {
        this.metrics = metrics;
        this.store = store;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Opens the store.
     *
     * @param settings null where none are kept
     * @throws IOException where the store or the secret cannot be opened
     */
    public static EcgCollection open(@Nullable CollectionSettings settings, GatewayMetrics metrics) throws IOException {
        if (settings == null) {
            return new EcgCollection(metrics, null, null);
        }
        Pseudonyms pseudonyms = Pseudonyms.of(settings.secretFile());
        return new EcgCollection(metrics, EcgStoreWriter.open(settings.store(), settings.source()), pseudonyms);
    }

    /** Keeps an ECG that was normalised and can be analysed. The body stays as it is. */
    public void keep(@Body EcgReading reading) {
        Normalisation normalisation = reading.normalisation();
        if (store == null
                || pseudonyms == null
                || normalisation == null
                || !normalisation.quality().analysable()) {
            return;
        }
        try {
            append(
                    store,
                    pseudonyms.of(reading.recording(), pseudonyms.patient(reading.recording()), java.util.Map.of()),
                    normalisation.windows());
            metrics.collected();
        } catch (IOException e) {
            metrics.notCollected();
            LOG.warn("An ECG was not kept to train with: {}", e.toString());
        }
    }

    private static void append(EcgStoreWriter store, StoredEcg ecg, List<NormalisedEcg> windows) throws IOException {
        for (int window = 0; window < windows.size(); window++) {
            store.append(ecg.atWindow(window), windows.get(window));
        }
    }

    @Override
    public void close() throws IOException {
        if (store != null) {
            store.close();
        }
    }
}
