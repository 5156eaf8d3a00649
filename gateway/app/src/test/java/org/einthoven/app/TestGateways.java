package org.einthoven.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.TransferSyntaxes;
import org.einthoven.ecg.Embedding;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Task;

/** Gateways on free ports of loopback, and what tests do with them. */
public final class TestGateways {
    /** A line of einthoven.yaml: 40 MB of journal, where the default's are 200 MB that each start of a gateway syncs. */
    static final String SMALL_QUEUES = "intake: {maxWaiting: 1000}\n";

    /** A configuration of that line. */
    static final Path SMALL = Path.of("src/test/config");

    private TestGateways() {}

    static Map<String, String> environment(Path data) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("EINTHOVEN_DATA", data.toString());
        environment.put("EINTHOVEN_DICOM_PORT", "0");
        environment.put("EINTHOVEN_HTTP_PORT", "0");
        environment.put("EINTHOVEN_SECURITY", "open");
        return environment;
    }

    static Gateway start(Path data) throws Exception {
        return Gateway.start(GatewayConfiguration.read(SMALL, environment(data)), configuration -> new MeanEncoder());
    }

    /** Sends files over one association. */
    static List<DimseStatus> send(Gateway gateway, List<Path> files) throws Exception {
        RemoteAe remote = new RemoteAe("EINTHOVEN", "127.0.0.1", gateway.dicomPort());
        List<PresentationContext> contexts = SopClasses.ECG_STORAGE.stream()
                .flatMap(sopClass -> TransferSyntaxes.BY_PREFERENCE.stream()
                        .map(syntax -> new PresentationContext(sopClass, List.of(syntax))))
                .toList();
        try (DicomAssociation association =
                new EinthovenDicomNetwork().connect(remote, DicomClientSettings.of("CART"), contexts)) {
            List<DimseStatus> statuses = new ArrayList<>();
            for (Path file : files) {
                statuses.add(association.store(file));
            }
            return statuses;
        }
    }

    /** Has an archive take files, of whatever class. */
    static void store(int archivePort, List<Path> files) throws Exception {
        RemoteAe archive = new RemoteAe("ARCHIVE", "127.0.0.1", archivePort);
        try (DicomAssociation association = new EinthovenDicomNetwork()
                .connect(archive, DicomClientSettings.of("CART"), PresentationContext.forFiles(files))) {
            for (Path file : files) {
                DimseStatus status = association.store(file);
                if (!status.isSuccess()) {
                    throw new AssertionError("the archive answered " + status);
                }
            }
            association.release();
        }
    }

    /** Waits until every ECG that came in satisfies a condition; fails after a time that is long on any machine. */
    static List<LedgerEntry> await(Gateway gateway, int count, Predicate<LedgerEntry> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (true) {
            List<LedgerEntry> entries = gateway.entries();
            if (entries.size() >= count && entries.stream().allMatch(condition)) {
                return entries;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still waiting: " + entries);
            }
            Thread.sleep(20);
        }
    }

    /**
     * A model of one number: its probabilities follow from the mean of the samples. It stands in where a test is not
     * about TensorFlow, which takes seconds and 650 MB to load.
     */
    public static class MeanEncoder implements Encoder {
        @Override
        public ModelCard model() {
            return new ModelCard("mean", "1", "0".repeat(64), "Mean", "Tests only", "nothing", List.of(Task.values()));
        }

        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            double mean = 0;
            for (float sample : windows.get(0).samples()) {
                mean += Math.abs(sample) / NormalisedEcg.SIZE;
            }
            double probability = mean / (1 + mean);
            return new Inference(
                    new Embedding(new float[] {(float) mean}),
                    List.of(Task.values()).stream()
                            .map(task -> new Prediction(
                                    task,
                                    probability,
                                    0.5,
                                    probability >= 0.5 ? Prediction.Decision.PRESENT : Prediction.Decision.ABSENT))
                            .toList(),
                    windows.size());
        }

        @Override
        public void close() {}
    }

    /** The same, which reads nothing before it may. */
    static final class HeldEncoder extends MeanEncoder {
        private final CountDownLatch go;

        HeldEncoder(CountDownLatch go) {
            this.go = go;
        }

        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.infer(windows);
        }
    }
}
