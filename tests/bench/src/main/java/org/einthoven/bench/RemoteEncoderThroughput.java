package org.einthoven.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.app.encoder.EncoderServer;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.OpenInferenceEncoder;
import org.einthoven.encoder.OpenInferenceSettings;
import org.einthoven.encoder.TensorFlowEncoder;

/**
 * Windows a second of the bundled model, asked in this process and through HTTP on loopback, by turns in one run: what
 * the way through the network costs where both ends share the cores.
 *
 * <p>Arguments: [cache folder [rounds]]. Both ask the same loaded model, one window a call.
 */
public final class RemoteEncoderThroughput {
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final int CALLERS = 16;

    private RemoteEncoderThroughput() {}

    public static void main(String[] arguments) throws Exception {
        Path cache = Path.of(arguments.length > 0 ? arguments[0] : "target/encoder-cache");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path model = BundledModel.unpackInto(cache.resolve("models"));
        List<NormalisedEcg> ecg = ModelFolder.open(model).golden().inputs().subList(0, 1);
        EncoderSettings settings = new EncoderSettings(32, Duration.ofMillis(5), 1024, 2, cache);
        try (TensorFlowEncoder here = TensorFlowEncoder.open(model, settings);
                EncoderServer server = EncoderServer.start(here, HttpSettings.loopback(0, HttpAccess.open()));
                OpenInferenceEncoder elsewhere =
                        OpenInferenceEncoder.open(model, OpenInferenceSettings.of(server.address()))) {
            measure(here, ecg);
            measure(elsewhere, ecg);
            System.out.println("| round | in this process, windows/s | by loopback, windows/s | ratio |");
            System.out.println("|---|---|---|---|");
            for (int round = 1; round <= rounds; round++) {
                double direct = measure(here, ecg);
                double loopback = measure(elsewhere, ecg);
                System.out.printf("| %d | %.0f | %.0f | %.2f |%n", round, direct, loopback, loopback / direct);
            }
        }
    }

    private static double measure(Encoder encoder, List<NormalisedEcg> ecg) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            long start = System.nanoTime();
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                counts.add(threads.submit(() -> {
                    int calls = 0;
                    for (; System.nanoTime() - start < MEASURED.toNanos(); calls++) {
                        encoder.infer(ecg);
                    }
                    return calls;
                }));
            }
            int calls = 0;
            for (Future<Integer> count : counts) {
                calls += count.get();
            }
            return calls * ecg.size() / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdown();
        }
    }
}
