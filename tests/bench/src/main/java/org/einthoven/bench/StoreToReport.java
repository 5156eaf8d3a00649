package org.einthoven.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.einthoven.app.Gateway;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/**
 * One ECG's time from the C-STORE request to the response and to the committed report, and how many ECGs a second a
 * whole gateway takes and reports from 16 associations: everything real, synced, on embedded defaults.
 *
 * <p>Arguments: sample file, work folder, ECGs one after the other, ECGs at once.
 */
public final class StoreToReport {
    private static final int ASSOCIATIONS = 16;

    private final Gateway gateway;
    private final Path sample;
    private final Path folder;

    private StoreToReport(Gateway gateway, Path sample, Path folder) {
        this.gateway = gateway;
        this.sample = sample;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Map<String, String> environment = Map.of(
                "EINTHOVEN_DATA", folder.resolve("data").toString(),
                "EINTHOVEN_DICOM_PORT", "0",
                "EINTHOVEN_HTTP_PORT", "0",
                "EINTHOVEN_SECURITY", "open");
        try (Gateway gateway = Gateway.start(GatewayConfiguration.read(null, environment))) {
            StoreToReport bench = new StoreToReport(gateway, Path.of(arguments[0]), folder);
            bench.atOnce(64);
            bench.oneByOne(Integer.parseInt(arguments[2]));
            bench.atOnce(Integer.parseInt(arguments[3]));
        }
    }

    private void oneByOne(int count) throws Exception {
        long[] acknowledged = new long[count];
        long[] reported = new long[count];
        try (DicomAssociation association = associate()) {
            for (int i = 0; i < count; i++) {
                String uid = UID.random();
                Path file = variant(uid);
                long begin = System.nanoTime();
                store(association, file);
                acknowledged[i] = System.nanoTime() - begin;
                awaitDelivered(uid);
                reported[i] = System.nanoTime() - begin;
            }
        }
        print("C-STORE request to response", acknowledged);
        print("C-STORE request to committed report", reported);
    }

    private void atOnce(int count) throws Exception {
        List<String> uids = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            uids.add(UID.random());
            files.add(variant(uids.get(i)));
        }
        long begin = System.nanoTime();
        ExecutorService senders = Executors.newFixedThreadPool(ASSOCIATIONS);
        List<Callable<Void>> work = new ArrayList<>();
        for (int a = 0; a < ASSOCIATIONS; a++) {
            int first = a;
            work.add(() -> send(files, first));
        }
        for (Future<Void> done : senders.invokeAll(work)) {
            done.get();
        }
        senders.shutdown();
        double acknowledged = (System.nanoTime() - begin) / 1e9;
        for (String uid : uids) {
            awaitDelivered(uid);
        }
        double reported = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%d ECGs over %d associations: %.0f acknowledged/s, %.0f reported/s%n",
                count, ASSOCIATIONS, count / acknowledged, count / reported);
    }

    private Void send(List<Path> files, int first) throws IOException {
        try (DicomAssociation association = associate()) {
            for (int i = first; i < files.size(); i += ASSOCIATIONS) {
                store(association, files.get(i));
            }
        }
        return null;
    }

    private static void store(DicomAssociation association, Path file) throws IOException {
        if (!association.store(file).isSuccess()) {
            throw new IOException("an ECG was not taken");
        }
    }

    private DicomAssociation associate() throws IOException {
        return new EinthovenDicomNetwork()
                .connect(
                        new RemoteAe("EINTHOVEN", "127.0.0.1", gateway.dicomPort()),
                        DicomClientSettings.of("BENCH").withResponseTimeout(Duration.ofMinutes(1)),
                        PresentationContext.storage(
                                UID.TwelveLeadECGWaveformStorage, TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid()));
    }

    private Path variant(String uid) throws Exception {
        DicomDataset dataset = DicomReader.standard().read(sample).dataset();
        dataset.setString(Tag.SOPInstanceUID, uid);
        Path file = folder.resolve(uid + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.standard().write(DicomFile.of(dataset), out);
        }
        return file;
    }

    private void awaitDelivered(String uid) throws IOException {
        while (gateway.entriesOf(uid).stream().noneMatch(entry -> entry.state() == LedgerEntry.State.DELIVERED)) {
            LockSupport.parkNanos(200_000);
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s, one after the other, n = %d: p50 %.1f ms, p95 %.1f ms, max %.1f ms%n",
                what,
                nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 95 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
