package org.einthoven.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.StoredObject;

/**
 * C-STORE objects a second over concurrent associations, into this project's acceptor, into a whole gateway and, where
 * they are installed, into dcmtk's storescp and Orthanc, all from the same sender on the same machine in the same run. Each
 * object is a 12-lead ECG at 500 Hz, and goes to each receiver once.
 *
 * <p>Arguments: associations (16), objects an association and round (50), rounds (3; the best and the median count),
 * samples a lead (5000, of 24 bytes: 120 kB), rounds to warm up (1; whoever compiles while it runs needs some ten thousand objects). The very
 * first round is told as well.
 */
public final class StoreThroughput {

    private static final long SEED = 20_261_122;
    private static final int LEADS = 12;

    private final int associations;
    private final int rounds;
    private final int samples;
    private final int warmUp;
    private final Path folder;
    /** By round and association; the first rounds warm up. */
    private final List<List<List<Path>>> files = new ArrayList<>();

    private final DicomNetwork network = new EinthovenDicomNetwork();

    private StoreThroughput(int associations, int objects, int rounds, int samples, int warmUp, Path folder)
            throws IOException {
        this.associations = associations;
        this.rounds = rounds;
        this.samples = samples;
        this.warmUp = warmUp;
        this.folder = folder;
        Random random = new Random(SEED);
        for (int round = 0; round < warmUp + rounds; round++) {
            List<List<Path>> ofRound = new ArrayList<>();
            for (int i = 0; i < associations; i++) {
                ofRound.add(write(objects, random));
            }
            files.add(ofRound);
        }
    }

    private List<Path> write(int objects, Random random) throws IOException {
        List<Path> own = new ArrayList<>();
        for (int j = 0; j < objects; j++) {
            own.add(write(random));
        }
        return own;
    }

    public static void main(String[] arguments) throws Exception {
        int associations = argument(arguments, 0, 16);
        int objects = argument(arguments, 1, 50);
        int rounds = argument(arguments, 2, 3);
        int samples = argument(arguments, 3, 5000);
        int warmUp = argument(arguments, 4, 1);
        Path folder = Files.createTempDirectory("store-throughput");
        try {
            System.out.printf(
                    Locale.ROOT,
                    "C-STORE, %d associations, %d objects of %d kB each a round, %d rounds to warm up, %d processors, seed %d%n",
                    associations,
                    objects,
                    samples * LEADS * Short.BYTES / 1000,
                    warmUp,
                    Runtime.getRuntime().availableProcessors(),
                    SEED);
            new StoreThroughput(associations, objects, rounds, samples, warmUp, folder).run();
        } finally {
            delete(folder);
        }
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private Path write(Random random) throws IOException {
        byte[] values = new byte[samples * LEADS * Short.BYTES];
        random.nextBytes(values);
        DicomDataset group = new DicomDataset()
                .setInt(Tag.NumberOfWaveformChannels, LEADS)
                .setInt(Tag.NumberOfWaveformSamples, samples)
                .setString(Tag.SamplingFrequency, "500")
                .setBytes(Tag.WaveformData, VR.OW, values);
        DicomDataset ecg = new DicomDataset()
                .setString(Tag.SOPClassUID, UID.TwelveLeadECGWaveformStorage)
                .setString(Tag.SOPInstanceUID, UID.of(new UUID(random.nextLong(), random.nextLong())))
                .setString(Tag.StudyInstanceUID, UID.of(new UUID(random.nextLong(), random.nextLong())))
                .setString(Tag.SeriesInstanceUID, UID.of(new UUID(random.nextLong(), random.nextLong())))
                .setString(Tag.PatientID, "BENCH")
                .setItems(Tag.WaveformSequence, group);
        Path file = Files.createTempFile(folder, "ecg", ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.standard().write(DicomFile.of(ecg), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, out);
        }
        return file;
    }

    private void run() throws Exception {
        own("einthoven, moved", false);
        own("einthoven, synced and moved", true);
        storescp();
        orthanc();
        gateway();
    }

    /** Last, as it goes on reading what it acknowledged. */
    private void gateway() throws Exception {
        Path data = Files.createDirectory(folder.resolve("gateway"));
        try (GatewayUnderLoad gateway = GatewayUnderLoad.start(data, List.of())) {
            measure("einthoven, whole gateway", gateway.dicomPort);
        }
    }

    private void own(String name, boolean synced) throws Exception {
        Path kept = Files.createDirectory(folder.resolve(synced ? "synced" : "moved"));
        try (DicomServer server = network.listen(
                DicomServerSettings.of("BENCH", 0, folder.resolve("spool")), object -> keep(object, kept, synced))) {
            measure(name, server.port());
        }
    }

    private static DimseStatus keep(StoredObject object, Path kept, boolean synced) throws IOException {
        if (synced) {
            sync(object.file(), StandardOpenOption.WRITE);
        }
        Files.move(object.file(), kept.resolve(UUID.randomUUID().toString()));
        if (synced) {
            sync(kept, StandardOpenOption.READ);
        }
        return DimseStatus.SUCCESS;
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private void storescp() throws Exception {
        Path received = Files.createDirectory(folder.resolve("storescp"));
        int port = freePort();
        peer("storescp", port, "--fork", "+B", "-od", received.toString(), Integer.toString(port));
    }

    private void orthanc() throws Exception {
        Path database = Files.createDirectory(folder.resolve("orthanc"));
        int port = freePort();
        Path configuration = folder.resolve("orthanc.json");
        String text = String.format(
                Locale.ROOT,
                "{\"StorageDirectory\": \"%1$s\", \"IndexDirectory\": \"%1$s\", \"Plugins\": [], \"HttpServerEnabled\": false,"
                        + " \"DicomPort\": %2$d, \"DicomCheckCalledAet\": false, \"DicomThreadsCount\": %3$d,"
                        + " \"OverwriteInstances\": true}",
                database,
                port,
                associations);
        Files.writeString(configuration, text);
        peer("Orthanc", port, configuration.toString());
    }

    private void peer(String program, int port, String... arguments) throws Exception {
        Path executable = Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin")
                .map(bin -> Path.of(bin, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (executable == null) {
            System.out.println(program + " is not installed: not measured");
            return;
        }
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start();
        try {
            awaitPort(process, port);
            measure(program, port);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Process process, int port) throws Exception {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                awaitEnd(process);
            }
        }
    }

    private static void awaitEnd(Process process) throws Exception {
        try {
            process.onExit().get(50, TimeUnit.MILLISECONDS);
            throw new IOException("the peer ended before it listened");
        } catch (TimeoutException e) {
            // Still starting.
        }
    }

    private void measure(String name, int port) throws Exception {
        RemoteAe remote = new RemoteAe("BENCH", "127.0.0.1", port);
        double first = 0;
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < warmUp + rounds; round++) {
            double rate = objectsPerSecond(remote, files.get(round));
            if (round == 0) {
                first = rate;
            }
            if (round >= warmUp) {
                rates.add(rate);
            }
        }
        rates.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "%-30s %8.0f objects/s median, %8.0f best, %8.0f in the first round%n",
                name,
                rates.get(rates.size() / 2),
                rates.get(rates.size() - 1),
                first);
    }

    private double objectsPerSecond(RemoteAe remote, List<List<Path>> ofRound)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(associations);
        try {
            long start = System.nanoTime();
            List<Future<Integer>> senders = new ArrayList<>();
            for (List<Path> own : ofRound) {
                senders.add(threads.submit(() -> sendAll(remote, own)));
            }
            int sent = 0;
            for (Future<Integer> sender : senders) {
                sent += sender.get();
            }
            return sent * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdown();
        }
    }

    private int sendAll(RemoteAe remote, List<Path> own) throws IOException {
        List<PresentationContext> contexts = PresentationContext.storage(
                UID.TwelveLeadECGWaveformStorage, TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid());
        try (DicomAssociation association = network.connect(remote, DicomClientSettings.of("SENDER"), contexts)) {
            for (Path file : own) {
                DimseStatus status = association.store(file);
                if (!status.isSuccess()) {
                    throw new IOException("the peer answered " + status);
                }
            }
            association.release();
            return own.size();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
