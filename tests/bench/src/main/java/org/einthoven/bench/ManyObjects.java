package org.einthoven.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/**
 * Memory of the listener, in a JVM of its own with a heap of 64 MiB: many objects over 16 associations while 184 more stand
 * open. The listener keeps none of them.
 *
 * <p>Arguments: a DICOM file, objects (100000).
 */
public final class ManyObjects {
    private static final String SERVE = "serve";
    private static final int SENDERS = 16;
    private static final int ASSOCIATIONS = 200;
    private static final int PARTS = 10;

    private final DicomNetwork network = new EinthovenDicomNetwork();
    private final Path file;
    private final RemoteAe remote;

    private ManyObjects(Path file, int port) {
        this.file = file;
        this.remote = new RemoteAe("BENCH", "127.0.0.1", port);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(SERVE)) {
            serve(Path.of(arguments[1]));
            return;
        }
        int objects = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        Path spool = Files.createTempDirectory("many-objects");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyObjects.class.getName(),
                        SERVE,
                        spool.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            int port = Integer.parseInt(out.readLine());
            new ManyObjects(Path.of(arguments[0]), port).run(objects, new ProcessCpu(process.pid()));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Until it is ended from outside. */
    private static void serve(Path spool) throws Exception {
        DicomServerSettings settings = DicomServerSettings.of("BENCH", 0, spool).withMaximumAssociations(ASSOCIATIONS);
        try (DicomServer server = new EinthovenDicomNetwork().listen(settings, object -> DimseStatus.SUCCESS)) {
            System.out.println(server.port());
            new CountDownLatch(1).await();
        }
    }

    private void run(int objects, ProcessCpu server) throws Exception {
        List<DicomAssociation> idle = new ArrayList<>();
        for (int i = 0; i < ASSOCIATIONS - SENDERS; i++) {
            idle.add(connect());
        }
        System.out.printf(
                Locale.ROOT,
                "%d objects of %d kB, %d associations that send, %d that stand open%n",
                objects,
                Files.size(file) / 1000,
                SENDERS,
                idle.size());
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            for (int part = 1; part <= PARTS; part++) {
                long start = System.nanoTime();
                sendAll(threads, objects / PARTS / SENDERS);
                System.out.printf(
                        Locale.ROOT,
                        "%7d objects: %5.0f objects/s, %4.0f MiB resident%n",
                        objects / PARTS * part,
                        objects / PARTS * 1e9 / (System.nanoTime() - start),
                        server.residentMebibytes());
            }
        } finally {
            threads.shutdown();
        }
        for (DicomAssociation association : idle) {
            association.echo();
            association.release();
        }
        System.out.println("the open associations still answered");
    }

    private void sendAll(ExecutorService threads, int each) throws Exception {
        List<Future<Void>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(threads.submit(() -> send(each)));
        }
        for (Future<Void> sender : senders) {
            sender.get();
        }
    }

    private Void send(int objects) throws IOException {
        try (DicomAssociation association = connect()) {
            for (int i = 0; i < objects; i++) {
                DimseStatus status = association.store(file);
                if (!status.isSuccess()) {
                    throw new IOException("the listener answered " + status);
                }
            }
            association.release();
        }
        return null;
    }

    private DicomAssociation connect() throws IOException {
        List<PresentationContext> contexts = new ArrayList<>(PresentationContext.forFiles(List.of(file)));
        contexts.add(PresentationContext.verification());
        return network.connect(remote, DicomClientSettings.of("SENDER"), contexts);
    }
}
