package org.einthoven.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.TensorFlowEncoder;

/**
 * Windows a second, and the time that a caller waits, of the bundled model or of a model folder given as argument.
 *
 * <p>Arguments: [cache folder [model folder]]. Prints a table row for each number of callers and of windows a call.
 */
public final class EncoderThroughput {
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final int[] CALLERS = {1, 4, 16};
    private static final int[] WINDOWS = {1, 8, 32};
    private static final int[] MAX_WAIT_MILLIS = {0, 5};

    private EncoderThroughput() {}

    public static void main(String[] arguments) throws Exception {
        Path cache = Path.of(arguments.length > 0 ? arguments[0] : "target/encoder-cache");
        Path model = arguments.length > 1 ? Path.of(arguments[1]) : BundledModel.unpackInto(cache.resolve("models"));
        List<NormalisedEcg> golden = ModelFolder.open(model).golden().inputs();
        reportStart(model, cache, golden);
        System.out.println("| max wait ms | callers | windows a call | windows/s | p50 ms | p99 ms |");
        System.out.println("|---|---|---|---|---|---|");
        for (int maxWait : MAX_WAIT_MILLIS) {
            EncoderSettings settings = new EncoderSettings(32, Duration.ofMillis(maxWait), 1024, 2, cache);
            try (Encoder encoder = TensorFlowEncoder.open(model, settings)) {
                measure(encoder, golden, maxWait);
            }
        }
    }

    private static void reportStart(Path model, Path cache, List<NormalisedEcg> golden) throws Exception {
        Instant jvm = ProcessHandle.current().info().startInstant().orElseThrow();
        boolean cold = !Files.exists(cache.resolve("javacpp"));
        try (Encoder encoder = TensorFlowEncoder.open(model, EncoderSettings.in(cache))) {
            encoder.infer(golden.subList(0, 1));
            System.out.printf(
                    "JVM start to first result: %.1f s, native library %s%n%n",
                    Duration.between(jvm, Instant.now()).toMillis() / 1e3, cold ? "unpacked now" : "unpacked before");
        }
    }

    private static void measure(Encoder encoder, List<NormalisedEcg> golden, int maxWait) throws Exception {
        for (int callers : CALLERS) {
            for (int windows : WINDOWS) {
                List<NormalisedEcg> ecg = IntStream.range(0, windows)
                        .mapToObj(i -> golden.get(i % golden.size()))
                        .toList();
                long start = System.nanoTime();
                long[] nanos = callNanos(encoder, ecg, callers);
                double seconds = (System.nanoTime() - start) / 1e9;
                report(nanos, seconds, maxWait, callers, windows);
            }
        }
    }

    private static long[] callNanos(Encoder encoder, List<NormalisedEcg> ecg, int callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long end = System.nanoTime() + MEASURED.toNanos();
            List<Future<List<Long>>> results = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                results.add(threads.submit(() -> callUntil(end, encoder, ecg)));
            }
            LongStream all = LongStream.empty();
            for (Future<List<Long>> result : results) {
                all = LongStream.concat(all, result.get().stream().mapToLong(Long::longValue));
            }
            return all.sorted().toArray();
        } finally {
            threads.shutdown();
        }
    }

    private static List<Long> callUntil(long end, Encoder encoder, List<NormalisedEcg> ecg)
            throws EncoderException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            encoder.infer(ecg);
            nanos.add(System.nanoTime() - start);
        }
        return nanos;
    }

    private static void report(long[] nanos, double seconds, int maxWait, int callers, int windows) {
        System.out.printf(
                "| %d | %d | %d | %.0f | %.1f | %.1f |%n",
                maxWait,
                callers,
                windows,
                nanos.length * windows / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
    }
}
