package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.intake.EcgCollection.Item;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.TestObjects;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.dicomweb.DicomWebSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the ECGs of an archive, at dcmtk's and at Orthanc, with limits that make searches divide. */
class DicomCollectionIT {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final DicomNetwork network = new EinthovenDicomNetwork();
    private final Random random = new Random(20_261_128);
    private final List<Path> files = new ArrayList<>();
    private final Set<String> ecgs = new TreeSet<>();
    private final Set<String> untimed = new TreeSet<>();
    private final Set<String> withOthers = new TreeSet<>();

    /** Thirty ECGs over ten days, twenty of them on one, three of these without a time; and what is no ECG. */
    @BeforeEach
    void makeObjects() throws IOException {
        Path sent = Files.createDirectory(folder.resolve("sent"));
        for (int i = 0; i < 30; i++) {
            int day = i < 20 ? 27 : 18 + (i - 20);
            String time = i < 3 ? "" : String.format(Locale.ROOT, "%02d%02d00", i % 20, i);
            DicomDataset ecg = TestObjects.ecg(UID.TwelveLeadECGWaveformStorage, 200, random);
            ecgs.add(ecg.getString(Tag.SOPInstanceUID));
            if (time.isEmpty()) {
                untimed.add(ecg.getString(Tag.SOPInstanceUID));
            }
            files.add(write(sent, ecg, "202602" + day, time));
        }
        DicomDataset report =
                TestObjects.ecg(UID.BasicTextSRStorage, 10, random).setString(Tag.Modality, "SR");
        files.add(write(sent, report, "20260227", "100000"));
        DicomDataset unlike =
                TestObjects.ecg(UID.BasicTextSRStorage, 10, random).setString(Tag.Modality, "ECG");
        files.add(write(sent, unlike, "20260227", "100000"));
        withOthers.addAll(ecgs);
        withOthers.add(unlike.getString(Tag.SOPInstanceUID));
    }

    private Path write(Path sent, DicomDataset object, String date, String time) {
        String study = UID.of(new java.util.UUID(random.nextLong(), random.nextLong()));
        object.setString(Tag.StudyInstanceUID, study)
                .setString(Tag.SeriesInstanceUID, study + ".1")
                .setString(Tag.StudyDate, date)
                .setString(Tag.StudyTime, time.isEmpty() ? new String[0] : new String[] {time});
        return TestObjects.write(sent, object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private DicomCollection collection(RemoteAe archive, int limit) {
        DicomPeer peer = new DicomPeer(
                archive, DicomClientSettings.of("EINTHOVEN"), PullSettings.Retrieval.GET, "EINTHOVEN", scope(limit));
        return new DicomCollection("pacs", network, peer, folder.resolve("spool"), CLOCK);
    }

    private static ArchiveScope scope(int limit) {
        return new ArchiveScope(List.of("ECG"), limit, ZoneId.of("UTC"), LocalDate.of(2026, 1, 1));
    }

    private void fill(RemoteAe archive) throws IOException {
        List<PresentationContext> contexts = PresentationContext.forFiles(files);
        try (DicomAssociation association = network.connect(archive, DicomClientSettings.of("EINTHOVEN"), contexts)) {
            for (Path file : files) {
                assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
            }
            association.release();
        }
    }

    private static List<String> identifiers(EcgCollection collection, Instant since) throws IOException {
        try (Stream<Item> items = collection.list(since)) {
            return items.map(Item::sourceIdentifier).toList();
        }
    }

    private void listsEachOnceWhateverTheLimit(
            RemoteAe archive, IntFunction<EcgCollection> collections, Set<String> expected) throws IOException {
        fill(archive);
        for (int limit : new int[] {500, 7, 1}) {
            assertThat(identifiers(collections.apply(limit), null))
                    .as("limit %d", limit)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        EcgCollection collection = collections.apply(5);
        assertThat(identifiers(collection, NOW.minusSeconds(3600)))
                .as("since yesterday")
                .isEmpty();
        List<String> recent = identifiers(collection, Instant.parse("2026-02-28T23:00:00Z"));
        assertThat(recent).as("the day itself").hasSize(expected.size() - 9);
        assertThat(identifiers(collection, Instant.parse("2026-02-28T23:00:00Z")))
                .as("again")
                .isEqualTo(recent);
        fetchesWhatItLists(collection);
    }

    private void fetchesWhatItLists(EcgCollection collection) throws IOException {
        Set<String> expected = new TreeSet<>();
        files.stream().limit(30).forEach(file -> expected.add(TestObjects.hash(file)));
        Set<String> fetched = new TreeSet<>();
        try (Stream<Item> items = collection.list(null)) {
            for (Item item :
                    items.filter(item -> ecgs.contains(item.sourceIdentifier())).toList()) {
                byte[] bytes = collection.fetch(item, 1 << 20);
                fetched.add(hash(bytes));
                assertThatThrownBy(() -> collection.fetch(item, 1000)).hasMessageContaining("larger than 1000 bytes");
            }
        }
        assertThat(fetched).isEqualTo(expected);
        Item gone = new Item("1.2.3/1.2.3.1/1.2.3.1.1/" + UID.TwelveLeadECGWaveformStorage, "1", "1.2.3.1.1");
        assertThatThrownBy(() -> collection.fetch(gone, 1000))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(sent no object|there is no such thing)");
    }

    private static String hash(byte[] bytes) {
        try {
            return ContentHash.of(DicomReader.standard().read(bytes).dataset());
        } catch (org.einthoven.dicom.DicomException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void listsAndFetchesAtDcmqrscp() throws IOException {
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        try (PeerProcess archive = new Dcmtk(folder).dcmqrscp(port, storage, "EINTHOVEN", 1)) {
            // It does not tell the class of an object.
            RemoteAe remote = new RemoteAe("ARCHIVE", "127.0.0.1", port);
            listsEachOnceWhateverTheLimit(remote, limit -> collection(remote, limit), withOthers);
        }
    }

    @Test
    void listsAndFetchesAtOrthanc() throws IOException {
        try (Orthanc orthanc = Orthanc.start(folder, 1)) {
            RemoteAe remote = new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort());
            listsEachOnceWhateverTheLimit(remote, limit -> collection(remote, limit), ecgs);
        }
    }

    @Test
    void listsAndFetchesByDicomWebAtOrthanc() throws IOException {
        Files.createDirectory(folder.resolve("spool"));
        try (Orthanc orthanc = Orthanc.startWithDicomWeb(folder, 1)) {
            DicomWebClient client = new DicomWebClient(DicomWebSettings.of(orthanc.dicomWeb()));
            listsEachOnceWhateverTheLimit(
                    new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort()),
                    limit -> new WebCollection("pacs", client, scope(limit), folder.resolve("spool"), CLOCK),
                    ecgs);
        }
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    /**
     * Orthanc then ends an answer after six matches, and each day with more is told in parts. It lists studies without a time
     * among these six only where it likes to, so that nobody knows whether they are all; the search says so at its end.
     */
    @Test
    void dividesTheDayThatAnArchiveDoesNotTellWhole() throws IOException {
        try (Orthanc orthanc = Orthanc.start(folder, 1, "\"LimitFindResults\": 6,")) {
            RemoteAe archive = new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort());
            fill(archive);
            List<String> listed = new ArrayList<>();
            assertThatThrownBy(() -> {
                        try (Stream<Item> items = collection(archive, 500).list(null)) {
                            items.forEach(item -> listed.add(item.sourceIdentifier()));
                        }
                    })
                    .hasCauseInstanceOf(IncompleteListException.class)
                    .hasMessageContaining("for 20260227: more studies without a Study Time may be there");
            Set<String> timed = new TreeSet<>(ecgs);
            timed.removeAll(untimed);
            assertThat(listed).doesNotHaveDuplicates().containsAll(timed);
            assertThat(listed).filteredOn(uid -> !timed.contains(uid)).isSubsetOf(untimed);
            assertThat(identifiersUntil(collection(archive, 500), Instant.parse("2026-02-24T12:00:00Z")))
                    .as("days that are told whole")
                    .hasSize(8);
        }
    }

    private static List<String> identifiersUntil(EcgCollection collection, Instant until) throws IOException {
        try (Stream<Item> items = collection.list(null, until)) {
            return items.map(Item::sourceIdentifier).toList();
        }
    }

    @Test
    void saysThatAnArchiveCannotBeAsked() throws IOException {
        DicomCollection nobody = collection(new RemoteAe("NOBODY", "127.0.0.1", PeerProcess.freePort()), 5);
        assertThatThrownBy(() -> identifiers(nobody, null))
                .hasRootCauseInstanceOf(java.net.ConnectException.class)
                .hasMessageNotContaining("Exception")
                .hasMessageContaining("NOBODY@127.0.0.1");
    }
}
