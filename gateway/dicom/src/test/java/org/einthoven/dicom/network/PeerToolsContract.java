package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dcmtk's findscu, getscu and movescu find and fetch at an archive is what every engine does: the same keys, the same
 * matches, the same bytes. And what these tools ask of the engine's own listener, which takes objects only, it refuses.
 */
public abstract class PeerToolsContract {

    private static final QueryRetrieveModel STUDY_ROOT = QueryRetrieveModel.STUDY_ROOT;
    private static final List<String> CLASSES =
            List.of(UID.TwelveLeadECGWaveformStorage, UID.GeneralECGWaveformStorage);

    @TempDir
    Path folder;

    private final DicomNetwork network = network();
    private final List<Path> files = new ArrayList<>();
    private final List<String> studies = new ArrayList<>();
    private Dcmtk dcmtk;
    private StoringHandler handler;
    private DicomServer server;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    /** Four studies on four days, of two patients; two objects each in one or two series. */
    @BeforeEach
    void prepare() throws IOException {
        PeerProcess.require("findscu");
        dcmtk = new Dcmtk(folder);
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        server = network.listen(DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")), handler);
        Random random = new Random(20_261_128);
        Path sent = Files.createDirectory(folder.resolve("sent"));
        for (int i = 0; i < 8; i++) {
            if (i % 2 == 0) {
                studies.add(UID.of(new UUID(random.nextLong(), random.nextLong())));
            }
            String study = studies.get(i / 2);
            files.add(TestObjects.write(
                    sent,
                    TestObjects.ecg(CLASSES.get(i % 2), 500, random)
                            .setString(Tag.StudyInstanceUID, study)
                            .setString(Tag.SeriesInstanceUID, study + "." + (i % 4 == 3 ? 2 : 1))
                            .setString(Tag.StudyDate, "2026010" + (i / 2 + 1))
                            .setString(Tag.StudyTime, "0" + i / 2 + "3000")
                            .setString(Tag.PatientID, "P" + i / 4)
                            .setString(Tag.PatientName, "Test^P" + i / 4)
                            .setString(Tag.AccessionNumber, "A" + i / 2),
                    TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        }
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private DicomAssociation connect(RemoteAe remote, List<PresentationContext> contexts) throws IOException {
        return network.connect(remote, DicomClientSettings.of("EINTHOVEN"), contexts);
    }

    private void fill(RemoteAe archive) throws IOException {
        try (DicomAssociation association = connect(archive, PresentationContext.forFiles(files))) {
            for (Path file : files) {
                assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
            }
            association.release();
        }
    }

    /** Keys as findscu takes them, by keyword; an empty value is a return key. */
    private static Map<String, String> keys(String... keysAndValues) {
        Map<String, String> keys = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return keys;
    }

    private static DicomDataset identifier(Map<String, String> keys) {
        DicomDataset identifier = new DicomDataset();
        keys.forEach((keyword, value) -> {
            int tag = TAGS.get(keyword);
            identifier.setString(tag, value.isEmpty() ? new String[0] : new String[] {value});
        });
        return identifier;
    }

    private static final Map<String, Integer> TAGS = Map.of(
            "QueryRetrieveLevel", Tag.QueryRetrieveLevel,
            "StudyInstanceUID", Tag.StudyInstanceUID,
            "SeriesInstanceUID", Tag.SeriesInstanceUID,
            "SOPInstanceUID", Tag.SOPInstanceUID,
            "StudyDate", Tag.StudyDate,
            "StudyTime", Tag.StudyTime,
            "PatientID", Tag.PatientID,
            "AccessionNumber", Tag.AccessionNumber,
            "Modality", Tag.Modality);

    private Dcmtk.Result tool(String tool, RemoteAe archive, Map<String, String> keys, String... options)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-v", "-S", "-aet", "EINTHOVEN", "-aec", archive.aeTitle()));
        arguments.addAll(Arrays.asList(options));
        keys.forEach((keyword, value) -> arguments.addAll(List.of("-k", keyword + "=" + value)));
        arguments.addAll(List.of(archive.host(), Integer.toString(archive.port())));
        return dcmtk.run(tool, arguments.toArray(String[]::new));
    }

    private static String uids(DicomDataset match) {
        return String.join(
                "/",
                match.getString(Tag.StudyInstanceUID, ""),
                match.getString(Tag.SeriesInstanceUID, ""),
                match.getString(Tag.SOPInstanceUID, ""));
    }

    private Set<String> findscu(RemoteAe archive, Map<String, String> keys) throws IOException {
        Path responses = Files.createTempDirectory(folder, "responses");
        Dcmtk.Result result = tool("findscu", archive, keys, "-X", "-od", responses.toString());
        assertThat(result.status()).as(result.output()).isZero();
        Set<String> found = new TreeSet<>();
        try (Stream<Path> written = Files.list(responses)) {
            for (Path response : written.toList()) {
                found.add(uids(DicomReader.standard().read(response).dataset()));
            }
        } catch (DicomException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    private Set<String> find(RemoteAe archive, Map<String, String> keys) throws IOException {
        Set<String> found = new TreeSet<>();
        try (DicomAssociation association =
                connect(archive, List.of(PresentationContext.query(STUDY_ROOT.findUid())))) {
            FindResult result =
                    association.find(STUDY_ROOT.findUid(), identifier(keys), match -> found.add(uids(match)));
            assertThat(result.isComplete()).isTrue();
            association.release();
        }
        return found;
    }

    private void findsWhatFindscuFinds(RemoteAe archive) throws IOException {
        String study = studies.get(1);
        Map<Map<String, String>, Integer> searches = Map.of(
                keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", ""), 4,
                keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", "", "StudyDate", "20260102-20260103"), 2,
                keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", "", "PatientID", "P*"), 4,
                keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", "", "AccessionNumber", "A3"), 1,
                keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", "", "StudyTime", "010000-015959"), 1,
                keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", "", "StudyDate", "20250101"), 0,
                keys("QueryRetrieveLevel", "SERIES", "StudyInstanceUID", study, "SeriesInstanceUID", ""), 2,
                keys(
                                "QueryRetrieveLevel",
                                "IMAGE",
                                "StudyInstanceUID",
                                study,
                                "SeriesInstanceUID",
                                study + ".2",
                                "SOPInstanceUID",
                                ""),
                        1);
        for (Map.Entry<Map<String, String>, Integer> search : searches.entrySet()) {
            Set<String> found = find(archive, search.getKey());
            assertThat(found).as("%s", search.getKey()).isEqualTo(findscu(archive, search.getKey()));
            assertThat(found).as("%s", search.getKey()).hasSize(search.getValue());
        }
    }

    private void fetchesWhatGetscuFetches(RemoteAe archive) throws IOException {
        Path ours = Files.createDirectories(folder.resolve("ours"));
        Path theirs = Files.createDirectories(folder.resolve("theirs"));
        StoringHandler taken = new StoringHandler(ours);
        for (String study : studies) {
            Map<String, String> keys = keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", study);
            Dcmtk.Result result = tool("getscu", archive, keys, "+B", "-od", theirs.toString());
            assertThat(result.status()).as(result.output()).isZero();
            try (DicomAssociation association = connect(archive, PresentationContext.get(STUDY_ROOT, CLASSES))) {
                RetrieveResult fetched = association.get(STUDY_ROOT, identifier(keys), taken, folder.resolve("spool"));
                assertThat(fetched.status()).isEqualTo(DimseStatus.SUCCESS);
                assertThat(fetched.completed()).isEqualTo(2);
                association.release();
            }
        }
        try (Stream<Path> written = Files.list(theirs)) {
            assertThat(objects(taken.files())).isEqualTo(objects(written.toList()));
        }
        assertThat(objects(taken.files()).keySet()).isEqualTo(objects(files).keySet());
    }

    /** The objects' bytes behind the file meta information, which each receiver writes for itself, by content. */
    private static Map<String, String> objects(List<Path> paths) throws IOException {
        Map<String, String> objects = new TreeMap<>();
        for (Path path : paths) {
            byte[] file = Files.readAllBytes(path);
            int group = 132 + 8;
            int length = file[group] & 0xFF | (file[group + 1] & 0xFF) << 8 | (file[group + 2] & 0xFF) << 16;
            byte[] dataset = Arrays.copyOfRange(file, group + 4 + length, file.length);
            objects.put(TestObjects.hash(path), java.util.HexFormat.of().formatHex(dataset));
        }
        return objects;
    }

    private void takesWhatMovescuHasMoved(RemoteAe archive) throws IOException {
        for (String study : studies) {
            Dcmtk.Result result = tool(
                    "movescu",
                    archive,
                    keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", study),
                    "-aem",
                    "EINTHOVEN");
            assertThat(result.status()).as(result.output()).isZero();
        }
        assertThat(handler.objects()).hasSize(files.size()).allSatisfy(object -> assertThat(object.callingAeTitle())
                .isEqualTo(archive.aeTitle()));
        assertThat(objects(handler.files()).keySet()).isEqualTo(objects(files).keySet());
        Map<String, String> moved = objects(handler.files());
        handler.files().clear();
        try (DicomAssociation association =
                connect(archive, List.of(PresentationContext.query(STUDY_ROOT.moveUid())))) {
            for (String study : studies) {
                RetrieveResult result = association.move(
                        STUDY_ROOT,
                        identifier(keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", study)),
                        "EINTHOVEN");
                assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
            }
            association.release();
        }
        assertThat(objects(handler.files())).as("ours has the same moved").isEqualTo(moved);
    }

    @Test
    void findsAndFetchesAtDcmqrscpWhatDcmtksToolsDo() throws IOException {
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        try (PeerProcess archive = dcmtk.dcmqrscp(port, storage, "EINTHOVEN", server.port())) {
            findsAndFetches(new RemoteAe("ARCHIVE", "127.0.0.1", port));
        }
    }

    @Test
    void findsAndFetchesAtOrthancWhatDcmtksToolsDo() throws IOException {
        try (Orthanc orthanc = Orthanc.start(folder, server.port())) {
            findsAndFetches(new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort()));
        }
    }

    private void findsAndFetches(RemoteAe archive) throws IOException {
        fill(archive);
        findsWhatFindscuFinds(archive);
        fetchesWhatGetscuFetches(archive);
        takesWhatMovescuHasMoved(archive);
    }

    /** The listener takes objects and answers C-ECHO; a context for anything else is refused, and who asks goes away. */
    @Test
    void refusesWhatItDoesNotOffer() throws IOException {
        RemoteAe listener = new RemoteAe("EINTHOVEN", "127.0.0.1", server.port());
        Map<String, String> keys = keys("QueryRetrieveLevel", "STUDY", "StudyInstanceUID", "");
        try (DicomAssociation before = connect(listener, PresentationContext.forFiles(files))) {
            for (String tool : List.of("findscu", "movescu", "getscu")) {
                Dcmtk.Result result = tool.equals("movescu")
                        ? tool(tool, listener, keys, "-aem", "EINTHOVEN")
                        : tool(tool, listener, keys);
                assertThat(result.status()).as(result.output()).isNotZero();
                assertThat(result.output())
                        .matches("(?is).*no (acceptable|adequate) presentation contexts.*")
                        .doesNotContainIgnoringCase("peer aborted");
            }
            assertThat(before.store(files.get(0)))
                    .as("the one before them goes on")
                    .isEqualTo(DimseStatus.SUCCESS);
            before.release();
        }
        assertThat(dcmtk.run("echoscu", "-aec", "EINTHOVEN", "127.0.0.1", Integer.toString(server.port()))
                        .status())
                .isZero();
        assertThat(handler.files()).hasSize(1);
    }
}
