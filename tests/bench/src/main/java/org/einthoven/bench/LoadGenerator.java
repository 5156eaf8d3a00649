package org.einthoven.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/**
 * Sends ECGs over 16 associations at a fixed rate, in a process of its own so that its CPU time is apart. Prints
 * "ack N" each second; ends by writing the UIDs that were acknowledged, one a line. A refused ECG is sent again after
 * a second, under the same UID, as a modality would.
 *
 * <p>Arguments: port, ECGs a second (0: as fast as they are taken), number of ECGs, sample file, file for the UIDs, and, where several run at
 * once, a digit that tells this one from the others.
 */
public final class LoadGenerator {
    private static final int ASSOCIATIONS = 16;
    private static final int PATIENTS = 50_000;
    private static final long RETRY_NANOS = 1_000_000_000;

    private final int port;
    private final double nanosBetween;
    private final long count;
    private final EcgVariants variants;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong acknowledgedCount = new AtomicLong();
    private final long begin = System.nanoTime();

    private LoadGenerator(int port, double rate, long count, EcgVariants variants) {
        this.port = port;
        this.nanosBetween = rate > 0 ? 1e9 / rate : 0;
        this.count = count;
        this.variants = variants;
    }

    /**
     * Starts one in a process of its own. What it prints must be read, or it stops.
     *
     * @param number a digit that tells it from others that run at once
     */
    static Process start(int port, double rate, long count, Path sample, Path uids, int number) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadGenerator.class.getName(),
                        Integer.toString(port),
                        Double.toString(rate),
                        Long.toString(count),
                        sample.toString(),
                        uids.toString(),
                        Integer.toString(number))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        long number = arguments.length > 5 ? Long.parseLong(arguments[5]) : 0;
        long run = 100_000_000 + System.currentTimeMillis() / 1000 % 80_000_000 * 10 + number;
        LoadGenerator generator = new LoadGenerator(
                Integer.parseInt(arguments[0]),
                Double.parseDouble(arguments[1]),
                Long.parseLong(arguments[2]),
                EcgVariants.of(Path.of(arguments[3]), run));
        generator.run();
        Files.write(Path.of(arguments[4]), generator.acknowledged);
    }

    private void run() throws Exception {
        Thread reporter = new Thread(this::report);
        reporter.setDaemon(true);
        reporter.start();
        ExecutorService senders = Executors.newFixedThreadPool(ASSOCIATIONS);
        List<Future<?>> work = new ArrayList<>();
        for (int a = 0; a < ASSOCIATIONS; a++) {
            work.add(senders.submit(() -> {
                send();
                return null;
            }));
        }
        for (Future<?> done : work) {
            done.get();
        }
        senders.shutdown();
        print();
    }

    private void send() throws Exception {
        // On a file system in memory where there is one: the client sends files.
        Path memory = Path.of("/dev/shm");
        Path file = Files.isWritable(memory)
                ? Files.createTempFile(memory, "load-", ".dcm")
                : Files.createTempFile("load-", ".dcm");
        byte[] buffer = variants.newBuffer();
        try (DicomAssociation association = associate()) {
            for (long n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                await(begin + (long) (n * nanosBetween));
                variants.write(buffer, n, PATIENTS);
                Files.write(file, buffer);
                while (!association.store(file).isSuccess()) {
                    refused.incrementAndGet();
                    await(System.nanoTime() + RETRY_NANOS);
                }
                acknowledged.add(variants.uid(n));
                acknowledgedCount.incrementAndGet();
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void await(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private DicomAssociation associate() throws IOException {
        return new EinthovenDicomNetwork()
                .connect(
                        new RemoteAe("EINTHOVEN", "127.0.0.1", port),
                        DicomClientSettings.of("BENCH").withResponseTimeout(Duration.ofMinutes(1)),
                        PresentationContext.storage(
                                UID.TwelveLeadECGWaveformStorage, TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid()));
    }

    private void report() {
        while (true) {
            await(System.nanoTime() + RETRY_NANOS);
            print();
        }
    }

    private void print() {
        System.out.println("ack " + acknowledgedCount.get() + " refused " + refused.get());
    }
}
