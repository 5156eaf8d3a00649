package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.einthoven.dicom.DicomDataset;
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

/** Searching, moving and getting, at dcmtk's archive and worklist and at Orthanc. */
public abstract class QueryRetrieveContract {

    private static final QueryRetrieveModel STUDY_ROOT = QueryRetrieveModel.STUDY_ROOT;
    private static final QueryRetrieveModel PATIENT_ROOT = QueryRetrieveModel.PATIENT_ROOT;
    private static final List<String> CLASSES =
            List.of(UID.TwelveLeadECGWaveformStorage, UID.GeneralECGWaveformStorage);

    @TempDir
    Path folder;

    private final DicomNetwork network = network();
    private final List<Path> files = new ArrayList<>();
    private final List<String> studyUids = new ArrayList<>();
    private StoringHandler handler;
    private DicomServer server;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeEach
    void prepare() throws IOException {
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        server = network.listen(DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")), handler);
        Random random = new Random(20_261_128);
        Path sent = Files.createDirectory(folder.resolve("sent"));
        for (int i = 0; i < 6; i++) {
            String study = UID.of(new java.util.UUID(random.nextLong(), random.nextLong()));
            studyUids.add(study);
            files.add(TestObjects.write(
                    sent,
                    TestObjects.ecg(CLASSES.get(i % 2), 500, random)
                            .setString(Tag.StudyInstanceUID, study)
                            .setString(Tag.SeriesInstanceUID, study + ".1")
                            .setString(Tag.StudyDate, "2026010" + (i + 1))
                            .setString(Tag.StudyTime, "0" + i + "0000")
                            .setString(Tag.PatientID, "P" + i / 3)
                            .setString(Tag.PatientName, "Test^P" + i / 3)
                            .setString(Tag.AccessionNumber, "A" + i),
                    TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        }
    }

    @AfterEach
    void close() {
        server.close();
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

    private static DicomDataset keys(String level) {
        return new DicomDataset().setString(Tag.QueryRetrieveLevel, level);
    }

    private List<String> find(RemoteAe archive, QueryRetrieveModel model, DicomDataset keys, int tag)
            throws IOException {
        List<String> found = new ArrayList<>();
        try (DicomAssociation association = connect(archive, List.of(PresentationContext.query(model.findUid())))) {
            FindResult result = association.find(
                    model.findUid(),
                    keys.setString(tag),
                    match -> found.add(match.getString(tag, "").strip()));
            assertThat(result).isEqualTo(new FindResult(DimseStatus.SUCCESS, found.size(), true));
            association.release();
        }
        return found;
    }

    private void searches(RemoteAe archive) throws IOException {
        assertThat(find(archive, PATIENT_ROOT, keys("PATIENT"), Tag.PatientID)).containsExactlyInAnyOrder("P0", "P1");
        assertThat(find(archive, STUDY_ROOT, keys("STUDY"), Tag.StudyInstanceUID))
                .containsExactlyInAnyOrderElementsOf(studyUids);
        assertThat(find(
                        archive,
                        STUDY_ROOT,
                        keys("STUDY").setString(Tag.StudyDate, "20260102-20260104"),
                        Tag.StudyInstanceUID))
                .containsExactlyInAnyOrderElementsOf(studyUids.subList(1, 4));
        String study = studyUids.get(2);
        assertThat(find(
                        archive,
                        STUDY_ROOT,
                        keys("SERIES").setString(Tag.StudyInstanceUID, study),
                        Tag.SeriesInstanceUID))
                .containsExactly(study + ".1");
        assertThat(find(
                        archive,
                        STUDY_ROOT,
                        keys("IMAGE")
                                .setString(Tag.StudyInstanceUID, study)
                                .setString(Tag.SeriesInstanceUID, study + ".1"),
                        Tag.SOPInstanceUID))
                .hasSize(1);
    }

    private void moves(RemoteAe archive) throws IOException {
        try (DicomAssociation association =
                connect(archive, List.of(PresentationContext.query(STUDY_ROOT.moveUid())))) {
            for (String study : studyUids) {
                RetrieveResult result =
                        association.move(STUDY_ROOT, keys("STUDY").setString(Tag.StudyInstanceUID, study), "EINTHOVEN");
                assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
            }
            association.release();
        }
        assertThat(hashes(handler.files())).isEqualTo(hashes(files));
    }

    private void gets(RemoteAe archive) throws IOException {
        StoringHandler taken = new StoringHandler(Files.createDirectories(folder.resolve("got")));
        try (DicomAssociation association = connect(archive, PresentationContext.get(STUDY_ROOT, CLASSES))) {
            for (String study : studyUids) {
                RetrieveResult result = association.get(
                        STUDY_ROOT,
                        keys("STUDY").setString(Tag.StudyInstanceUID, study),
                        taken,
                        folder.resolve("spool"));
                assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
                assertThat(result.completed()).isEqualTo(1);
            }
            association.release();
        }
        assertThat(hashes(taken.files())).isEqualTo(hashes(files));
    }

    private static Set<String> hashes(List<Path> paths) {
        Set<String> hashes = new HashSet<>();
        paths.forEach(path -> hashes.add(TestObjects.hash(path)));
        return hashes;
    }

    @Test
    void searchesMovesAndGetsAtDcmqrscp() throws IOException {
        Dcmtk dcmtk = new Dcmtk(folder);
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        try (PeerProcess archive = dcmtk.dcmqrscp(port, storage, "EINTHOVEN", server.port())) {
            RemoteAe remote = new RemoteAe("ARCHIVE", "127.0.0.1", port);
            fill(remote);
            searches(remote);
            moves(remote);
            gets(remote);
            assertThat(unknownDestination(remote).status().code())
                    .as("move destination unknown")
                    .isEqualTo(0xA801);
        }
    }

    private RetrieveResult unknownDestination(RemoteAe archive) throws IOException {
        try (DicomAssociation association =
                connect(archive, List.of(PresentationContext.query(STUDY_ROOT.moveUid())))) {
            return association.move(
                    STUDY_ROOT, keys("STUDY").setString(Tag.StudyInstanceUID, studyUids.get(0)), "NOBODY");
        }
    }

    @Test
    void cancelsAtDcmqrscp() throws IOException {
        Dcmtk dcmtk = new Dcmtk(folder);
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        try (PeerProcess archive = dcmtk.dcmqrscp(port, storage, "EINTHOVEN", server.port())) {
            RemoteAe remote = new RemoteAe("ARCHIVE", "127.0.0.1", port);
            fill(remote);
            try (DicomAssociation association =
                    connect(remote, List.of(PresentationContext.query(STUDY_ROOT.findUid())))) {
                DicomDataset keys = keys("STUDY").setString(Tag.StudyInstanceUID);
                FindResult limited = association.find(STUDY_ROOT.findUid(), keys, match -> false);
                assertThat(limited.matches()).isEqualTo(1);
                assertThat(limited.isComplete()).isFalse();
                FindResult all = association.find(STUDY_ROOT.findUid(), keys, match -> true);
                assertThat(all).as("the association goes on").isEqualTo(new FindResult(DimseStatus.SUCCESS, 6, true));
                association.release();
            }
        }
    }

    @Test
    void findsTheOrderInAWorklist() throws IOException {
        Dcmtk dcmtk = new Dcmtk(folder);
        Path worklists = Files.createDirectories(folder.resolve("worklists/WORKLIST"));
        Files.createFile(worklists.resolve("lockfile"));
        for (String accession : List.of("A1", "A2")) {
            DicomDataset step = new DicomDataset()
                    .setString(Tag.Modality, "ECG")
                    .setString(Tag.ScheduledStationAETitle, "CART")
                    .setString(Tag.ScheduledProcedureStepStartDate, "20260101")
                    .setString(Tag.ScheduledProcedureStepStartTime, "080000")
                    .setString(Tag.ScheduledProcedureStepID, "S" + accession)
                    .setString(Tag.ScheduledProcedureStepDescription, "ECG");
            DicomDataset item = new DicomDataset()
                    .setString(Tag.SOPClassUID, UID.ModalityWorklistInformationModelFind)
                    .setString(Tag.SOPInstanceUID, "1.2.3." + accession.charAt(1))
                    .setString(Tag.AccessionNumber, accession)
                    .setString(Tag.PatientName, "Test^Worklist")
                    .setString(Tag.PatientID, "P" + accession)
                    .setString(Tag.PatientBirthDate, "19500101")
                    .setString(Tag.PatientSex, "F")
                    .setString(Tag.StudyInstanceUID, "1.2.3.4." + accession.charAt(1))
                    .setString(Tag.RequestedProcedureDescription, "ECG")
                    .setString(Tag.RequestedProcedureID, "R" + accession)
                    .setItems(Tag.ScheduledProcedureStepSequence, step);
            Path written = TestObjects.write(worklists, item, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
            Files.move(written, worklists.resolve(accession + ".wl"));
        }
        int port = PeerProcess.freePort();
        try (PeerProcess provider = dcmtk.wlmscpfs(port, worklists.getParent())) {
            List<String> accessions = new ArrayList<>();
            DicomDataset keys = new DicomDataset()
                    .setString(Tag.PatientID, "PA2")
                    .setString(Tag.AccessionNumber)
                    .setItems(Tag.ScheduledProcedureStepSequence, new DicomDataset().setString(Tag.Modality, "ECG"));
            try (DicomAssociation association = connect(
                    new RemoteAe("WORKLIST", "127.0.0.1", port),
                    List.of(PresentationContext.query(UID.ModalityWorklistInformationModelFind)))) {
                FindResult result = association.find(
                        UID.ModalityWorklistInformationModelFind,
                        keys,
                        match -> accessions.add(match.getString(Tag.AccessionNumber, "")));
                assertThat(result.status()).as(provider.output()).isEqualTo(DimseStatus.SUCCESS);
                association.release();
            }
            assertThat(accessions).containsExactly("A2");
        }
    }

    @Test
    void searchesMovesGetsAndCommitsAtOrthanc() throws IOException, InterruptedException {
        List<CommitmentResult> results = new java.util.concurrent.CopyOnWriteArrayList<>();
        server.close();
        java.util.concurrent.CountDownLatch reported = new java.util.concurrent.CountDownLatch(1);
        server = network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")),
                DicomServices.storage(handler).withCommitmentUser((result, title) -> {
                    results.add(result);
                    reported.countDown();
                    return DimseStatus.SUCCESS;
                }));
        try (Orthanc orthanc = Orthanc.start(folder, server.port())) {
            RemoteAe remote = new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort());
            fill(remote);
            searches(remote);
            moves(remote);
            gets(remote);
            List<SopReference> kept = references();
            List<SopReference> asked = new ArrayList<>(kept);
            asked.add(new SopReference(UID.TwelveLeadECGWaveformStorage, "1.2.3.4.5.6"));
            CommitmentRequest request = new CommitmentRequest(UID.random(), asked);
            try (DicomAssociation association = connect(remote, List.of(PresentationContext.commitmentRequest()))) {
                assertThat(association.requestCommitment(request, Duration.ZERO).status())
                        .isEqualTo(DimseStatus.SUCCESS);
                association.release();
            }
            assertThat(reported.await(20, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            CommitmentResult result = results.get(0);
            assertThat(result.transactionUid()).isEqualTo(request.transactionUid());
            assertThat(result.committed()).containsExactlyInAnyOrderElementsOf(kept);
            assertThat(result.failed())
                    .containsExactly(new CommitmentResult.Failure(
                            asked.get(asked.size() - 1), CommitmentResult.Failure.NO_SUCH_OBJECT));
        }
    }

    private List<SopReference> references() throws IOException {
        List<SopReference> references = new ArrayList<>();
        for (Path file : files) {
            OutgoingObject object = OutgoingObject.open(file);
            references.add(new SopReference(object.sopClassUid(), object.sopInstanceUid()));
        }
        return references;
    }

    @Test
    void commitsForOrthanc() throws IOException, InterruptedException {
        server.close();
        List<CommitmentRequest> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
        server = network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")),
                DicomServices.storage(handler).withCommitmentProvider(new StorageCommitmentProvider() {
                    @Override
                    public DimseStatus request(CommitmentRequest request, String callingAeTitle) {
                        asked.add(request);
                        return DimseStatus.SUCCESS;
                    }

                    @Override
                    public CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle) {
                        return null; // Orthanc wants it on an association that this side opens.
                    }

                    @Override
                    public void confirmed(CommitmentResult result, String callingAeTitle) {
                        throw new AssertionError("nothing was reported");
                    }
                }));
        try (Orthanc orthanc = Orthanc.start(folder, server.port())) {
            RemoteAe remote = new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort());
            fill(remote);
            List<String> instances = orthanc.instances();
            String answer = orthanc.post(
                    "/modalities/gw/storage-commitment",
                    "{\"Resources\": [\"" + String.join("\",\"", instances) + "\"], \"Timeout\": 10}");
            String id = answer.replaceAll("(?s).*\"ID\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            assertThat(asked).hasSize(1);
            assertThat(asked.get(0).instances()).containsExactlyInAnyOrderElementsOf(references());
            CommitmentResult result = new CommitmentResult(
                    asked.get(0).transactionUid(), asked.get(0).instances(), List.of());
            try (DicomAssociation association = connect(remote, List.of(PresentationContext.commitmentResult()))) {
                assertThat(association.reportCommitment(result)).isEqualTo(DimseStatus.SUCCESS);
                association.release();
            }
            assertThat(orthanc.get("/storage-commitment/" + id)).contains("\"Success\"");
        }
    }
}
