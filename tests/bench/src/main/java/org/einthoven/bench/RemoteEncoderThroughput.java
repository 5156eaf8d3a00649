package org.einthoven.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private RemoteEncoderThroughput() {}

    /** @param cpuMillisAWindow of this process, that is of both ends */
    private record Rate(double windowsASecond, double cpuMillisAWindow, double windowsABatch) {}

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
            measure(here, here, ecg);
            measure(elsewhere, here, ecg);
            System.out.println("| round | here, windows/s | by loopback, windows/s | ratio | CPU ms a window | "
                    + "CPU ms a window, loopback | windows a batch | windows a batch, loopback |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (int round = 1; round <= rounds; round++) {
                Rate direct = measure(here, here, ecg);
                Rate loopback = measure(elsewhere, here, ecg);
                System.out.printf(
                        "| %d | %.0f | %.0f | %.2f | %.1f | %.1f | %.1f | %.1f |%n",
                        round,
                        direct.windowsASecond(),
                        loopback.windowsASecond(),
                        loopback.windowsASecond() / direct.windowsASecond(),
                        direct.cpuMillisAWindow(),
                        loopback.cpuMillisAWindow(),
                        direct.windowsABatch(),
                        loopback.windowsABatch());
            }
        }
    }

    private static Rate measure(Encoder encoder, TensorFlowEncoder model, List<NormalisedEcg> ecg) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            long batches = model.batches();
            long cpu = CPU.getProcessCpuTime();
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
            double windows = 0;
            for (Future<Integer> count : counts) {
                windows += count.get() * ecg.size();
            }
            return new Rate(
                    windows / ((System.nanoTime() - start) / 1e9),
                    (CPU.getProcessCpuTime() - cpu) / 1e6 / windows,
                    windows / (model.batches() - batches));
        } finally {
            threads.shutdown();
        }
    }
}
