package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.Pseudonyms;
import org.einthoven.ecg.store.StoredEcg;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site's own set of ECGs to train with. */
class CollectionIT {
    private static final Path ECG = Samples.dicom("ecgtoolkit_Example.dcm");

    @TempDir
    Path folder;

    @BeforeEach
    void makeSecret() throws Exception {
        Files.write(folder.resolve("secret"), "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    }

    private Path store() {
        return folder.resolve("collected");
    }

    private Gateway start(String data) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + "collection: {store: " + store() + ", source: hospital, secretFile: "
                        + folder.resolve("secret") + "}\n");
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve(data))),
                settings -> new TestGateways.MeanEncoder());
    }

    @Test
    void keepsEachEcgOnceUnderAPseudonym() throws Exception {
        try (Gateway gateway = start("data")) {
            TestGateways.send(gateway, List.of(ECG, ECG));
            TestGateways.await(gateway, 1, LedgerEntry::settled);
        }
        EcgRecording recording = EcgDecoder.standard().decode(ECG, DecodingOptions.DEFAULT);
        Pseudonyms pseudonyms = Pseudonyms.of(folder.resolve("secret"));
        EcgStore kept = EcgStore.open(store());
        assertThat(kept.source()).isEqualTo("hospital");
        assertThat(kept.size()).isEqualTo(1);
        StoredEcg ecg = kept.get(0);
        assertThat(ecg.patient()).isEqualTo(pseudonyms.patient(recording));
        float[] samples = new float[NormalisedEcg.SIZE];
        kept.read(0, samples);
        assertThat(samples[1000]).isNotNaN();
        String index = Files.readString(store().resolve("00000.idx"), StandardCharsets.ISO_8859_1);
        assertThat(index)
                .doesNotContain(
                        recording.patient() == null ? "?" : recording.patient().identifier());
    }

    @Test
    void anEcgThatCannotBeKeptIsReportedAllTheSame() throws Exception {
        try (Gateway gateway = start("data")) {
            // As on a disk that is full or was taken away: the shard's file cannot be made.
            Files.createDirectories(store().resolve("00000.ecg"));
            TestGateways.send(gateway, List.of(ECG));
            List<LedgerEntry> entries = TestGateways.await(gateway, 1, LedgerEntry::settled);
            assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
        }
    }

    @Test
    void aStoreThatAnotherHoldsOrASecretThatIsNoneStopsTheStart() throws Exception {
        try (Gateway gateway = start("data")) {
            assertThat(gateway.entries()).isEmpty();
            assertThatThrownBy(() -> start("other").close()).hasMessageContaining("another writer");
        }
        Files.write(folder.resolve("secret"), new byte[3]);
        assertThatThrownBy(() -> start("data").close()).hasMessageContaining("at least 32 bytes");
    }
}
