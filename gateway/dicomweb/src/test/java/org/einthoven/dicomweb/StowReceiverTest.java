package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.einthoven.dicom.network.StoringHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StowReceiverTest {
    private static final String STUDY = "1.2.3";
    private static final byte[] A = TestSamples.object(STUDY, "1.2.3.4");
    private static final byte[] B = TestSamples.object(STUDY, "1.2.3.5");
    private static final byte[] JUNK = TestSamples.latin1("this is not DICOM at all, whatever it is");

    @TempDir
    Path folder;

    private Path spool;
    private StoringHandler handler;
    private StowReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        spool = Files.createDirectory(folder.resolve("spool"));
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        receiver = new StowReceiver(StowSettings.of("HERE", spool), handler);
    }

    @AfterEach
    void nothingStaysInTheSpool() {
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void objectsAreHandedOnAsTheyCame() throws IOException {
        StowResponse response = receive(new Upload().part(A).part(B).end());
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("Content-Type", "application/dicom+json")
                .hasSize(1);
        assertThat(stored(response)).containsExactly("1.2.3.4", "1.2.3.5");
        assertThat(handler.files()).hasSize(2);
        assertThat(Files.readAllBytes(handler.files().get(0))).isEqualTo(A);
        assertThat(Files.readAllBytes(handler.files().get(1))).isEqualTo(B);
        StoredObject object = handler.objects().get(0);
        assertThat(object.sopClassUid()).isEqualTo(UID.TwelveLeadECGWaveformStorage);
        assertThat(object.sopInstanceUid()).isEqualTo("1.2.3.4");
        assertThat(object.transferSyntaxUid()).isEqualTo(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid());
        assertThat(object.callingAeTitle()).isEqualTo("sender");
        assertThat(object.calledAeTitle()).isEqualTo("HERE");
        assertThat(object.size()).isEqualTo(A.length);
    }

    @Test
    void noLogNamesAnInstance() throws IOException {
        List<String> lines = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(StowPart.class.getName());
        logger.addHandler(listener);
        try {
            new StowReceiver(StowSettings.of("HERE", spool), object -> DimseStatus.OUT_OF_RESOURCES)
                    .receive(Upload.request(
                            Upload.TYPE, null, new Upload().part(A).end().toBytes()));
        } finally {
            logger.removeHandler(listener);
        }
        assertThat(lines).singleElement().satisfies(line -> assertThat(line)
                .contains(UID.TwelveLeadECGWaveformStorage)
                .doesNotContain("1.2.3.4,", "1.2.3.4]"));
    }

    @Test
    void samplesAreHandedOnAsTheyCame() throws IOException {
        Upload upload = new Upload();
        List<byte[]> samples = new ArrayList<>();
        for (Path file : TestSamples.files()) {
            samples.add(Files.readAllBytes(file));
            upload.part(samples.get(samples.size() - 1));
        }
        assertThat(receive(upload.end()).status()).isEqualTo(200);
        assertThat(handler.files()).hasSameSizeAs(samples);
        for (int i = 0; i < samples.size(); i++) {
            assertThat(Files.readAllBytes(handler.files().get(i))).isEqualTo(samples.get(i));
        }
    }

    /** In a body: A and B are objects, J is junk, T is A without its end, E is nothing, X ends in the middle of A, . is the last boundary. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            AB., 200, 2, 0, 0
            AJB., 202, 2, 0, 1
            JAB., 202, 2, 0, 1
            TA., 202, 1, 0, 1
            EA., 202, 1, 0, 1
            AE., 202, 1, 0, 1
            J., 400, 0, 0, 1
            T., 400, 0, 0, 1
            E., 400, 0, 0, 1
            ., 400, 0, 0, 0
            AX, 202, 1, 0, 1
            ABX, 202, 2, 0, 1
            A, 400, 0, 0, 1
            AB, 202, 1, 0, 1
            X, 400, 0, 0, 1
            JX, 400, 0, 0, 2
            """)
    void aPartThatIsNoneStopsNoOther(String parts, int status, int stored, int failed, int others) throws IOException {
        Upload upload = new Upload();
        for (int i = 0; i < parts.length(); i++) {
            switch (parts.charAt(i)) {
                case 'A' -> upload.part(A);
                case 'B' -> upload.part(B);
                case 'J' -> upload.part(JUNK);
                case 'T' -> upload.part(Arrays.copyOf(A, A.length - 20));
                case 'E' -> upload.part(new byte[0]);
                case 'X' -> upload.part(Arrays.copyOf(A, A.length / 2));
                default -> upload.end();
            }
        }
        if (parts.equals(".")) {
            upload = new Upload().text("--b--\r\n");
        }
        StowResponse response = receive(upload);
        assertThat(response.status()).isEqualTo(status);
        assertThat(handler.files()).hasSize(stored);
        assertThat(stored(response)).hasSize(stored);
        assertThat(module(response).getItems(Tag.FailedSOPSequence)).hasSize(failed);
        assertThat(module(response).getItems(Tag.OtherFailuresSequence)).hasSize(others);
        assertThat(response.headers().containsKey("Connection")).isEqualTo(!parts.endsWith("."));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "application/json",
                "application/dicom+json",
                "application/dicom+xml",
                "application/octet-stream",
                "text/plain",
                "image/jpeg",
                "nonsense",
                "multipart/related; type=\"application/dicom+json\"; boundary=b",
                "multipart/related; type=application/dicom+xml; boundary=b",
                "multipart/related; type=\"image/jpeg\"; boundary=b"
            })
    void anotherMediaTypeIsRefused(String type) throws IOException {
        StowResponse response = receiver.receive(
                Upload.request(type, null, new Upload().part(A).end().toBytes()));
        assertThat(response.status()).isEqualTo(415);
        assertThat(text(response)).contains("multipart/related; type=\"application/dicom\"");
        assertThat(response.headers()).containsEntry("Connection", "close");
        assertThat(handler.files()).isEmpty();
    }

    @Test
    void metadataWithBulkDataAreRefusedByTheirPartsToo() {
        Upload upload = new Upload()
                .part("Content-Type: application/dicom+json\r\n", TestSamples.latin1("[{}]"))
                .end();
        StowResponse response =
                receiver.receive(Upload.request("multipart/related; boundary=b", null, upload.toBytes()));
        assertThat(response.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/related; boundary=b",
                "multipart/related; boundary=\"b\"; type=application/dicom",
                "Multipart/Related; Boundary=b; TYPE=\"Application/DICOM\"",
                "multipart/form-data; boundary=b"
            })
    void multipartIsTakenHoweverItIsWritten(String type) {
        byte[] body =
                new Upload().part("Content-Disposition: form-data\r\n", A).end().toBytes();
        assertThat(receiver.receive(Upload.request(type, null, body)).status()).isEqualTo(200);
        assertThat(handler.files()).hasSize(1);
    }

    @Test
    void aSingleObjectIsTaken() {
        assertThat(receiver.receive(Upload.request("application/dicom", null, A))
                        .status())
                .isEqualTo(200);
        assertThat(receiver.receive(Upload.request("application/dicom", null, JUNK))
                        .status())
                .isEqualTo(400);
        assertThat(handler.files()).hasSize(1);
    }

    @Test
    void aMissingBoundaryIsBadSyntax() {
        StowResponse response =
                receiver.receive(Upload.request("multipart/related; type=\"application/dicom\"", null, A));
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).contains("boundary");
    }

    @Test
    void oddFramingIsTaken() {
        String head = "preamble\r\n\r\n--b \t\r\nContent-Type: application/dicom\r\n\r\n";
        byte[] body = new Upload()
                .text(head)
                .raw(A)
                .text("\r\n--b--\r\nepilogue\r\n--b\r\n")
                .toBytes();
        assertThat(receiver.receive(Upload.request(Upload.TYPE, null, body)).status())
                .isEqualTo(200);
        byte[] lines = new Upload().text("--b\n\n").raw(B).text("\n--b--\n").toBytes();
        assertThat(receiver.receive(Upload.request(Upload.TYPE, null, lines)).status())
                .isEqualTo(200);
        assertThat(handler.files()).hasSize(2);
    }

    /** A line of the object that looks like a boundary's beginning ends nothing. */
    @Test
    void aBoundaryInTheDataIsData() throws IOException {
        DicomDataset dataset =
                TestSamples.small(STUDY, "1.2.3.6").setString(Tag.PatientComments, "a\r\n--bb\r\n--c--\r\n-b b--b\r\n");
        byte[] object = DicomWriter.standard()
                .toBytes(org.einthoven.dicom.DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertThat(receive(new Upload().part(object).end()).status()).isEqualTo(200);
        assertThat(Files.readAllBytes(handler.files().get(0))).isEqualTo(object);
    }

    @Test
    void anEncodedPartIsRefused() throws IOException {
        StowResponse response = receive(new Upload()
                .part("Content-Transfer-Encoding: base64\r\n", TestSamples.latin1("AAAA"))
                .part("Content-Transfer-Encoding: Binary\r\n", A)
                .end());
        assertThat(response.status()).isEqualTo(202);
        assertThat(stored(response)).containsExactly("1.2.3.4");
    }

    @Test
    void anotherStudyThanThePathIsAConflict() throws IOException {
        byte[] other = TestSamples.object("1.2.9", "1.2.9.1");
        byte[] both = new Upload().part(A).part(other).end().toBytes();
        StowResponse response = receiver.receive(Upload.request(Upload.TYPE, STUDY, both));
        assertThat(response.status()).isEqualTo(202);
        assertThat(stored(response)).containsExactly("1.2.3.4");
        assertThat(failures(response)).containsExactly("1.2.9.1 A901");
        byte[] one = new Upload().part(other).end().toBytes();
        assertThat(receiver.receive(Upload.request(Upload.TYPE, STUDY, one)).status())
                .isEqualTo(409);
        assertThat(receiver.receive(Upload.request(Upload.TYPE, "no-uid", one)).status())
                .isEqualTo(400);
        assertThat(handler.files()).hasSize(1);
    }

    @Test
    void limitsHold() throws IOException {
        StowReceiver limited = new StowReceiver(StowSettings.of("HERE", spool).withLimits(2, A.length, 500), handler);
        byte[] long1 = Arrays.copyOf(A, A.length + 1);
        assertThat(limited.receive(Upload.request(
                                Upload.TYPE,
                                null,
                                new Upload().part(long1).end().toBytes()))
                        .status())
                .isEqualTo(413);
        StowResponse some = limited.receive(Upload.request(
                Upload.TYPE, null, new Upload().part(long1).part(A).end().toBytes()));
        assertThat(some.status()).isEqualTo(202);
        assertThat(stored(some)).containsExactly("1.2.3.4");
        assertThat(others(some)).containsExactly(0xA700);
        StowResponse many = limited.receive(Upload.request(
                Upload.TYPE, null, new Upload().part(A).part(B).part(A).end().toBytes()));
        assertThat(many.status()).isEqualTo(202);
        assertThat(stored(many)).hasSize(2);
        assertThat(others(many)).containsExactly(0xA700);
        StowResponse header = limited.receive(Upload.request(
                Upload.TYPE,
                null,
                new Upload()
                        .part(A)
                        .part("X: " + "y".repeat(1000) + "\r\n", B)
                        .end()
                        .toBytes()));
        assertThat(header.status()).isEqualTo(202);
        assertThat(stored(header)).containsExactly("1.2.3.4");
    }

    @Test
    void whatTheHandlerSaysIsAnswered() throws IOException, DicomFormatException {
        assertThat(failures(with(object -> DimseStatus.SOP_CLASS_NOT_SUPPORTED, 409)))
                .containsExactly("1.2.3.4 122");
        StowResponse warned = with(object -> DimseStatus.COERCION_OF_DATA_ELEMENTS, 202);
        assertThat(module(warned).getItem(Tag.ReferencedSOPSequence).getInt(Tag.WarningReason, 0))
                .isEqualTo(0xB000);
        StowResponse full = with(
                object -> {
                    throw new IOException("disk full");
                },
                503);
        assertThat(failures(full)).containsExactly("1.2.3.4 A700");
        assertThat(full.headers()).containsEntry("Retry-After", "30");
        StowResponse broken = with(
                object -> {
                    throw new IllegalStateException("a bug");
                },
                503);
        assertThat(failures(broken)).containsExactly("1.2.3.4 110");
    }

    private StowResponse with(StorageHandler other, int status) {
        StowResponse response = new StowReceiver(StowSettings.of("HERE", spool), other)
                .receive(Upload.request(
                        Upload.TYPE, null, new Upload().part(A).end().toBytes()));
        assertThat(response.status()).isEqualTo(status);
        return response;
    }

    @Test
    void whereNothingIsTakenNothingIsRead() {
        handler.refuse("the disk is nearly full");
        InputStream unread = new ByteArrayInputStream(new byte[10]) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                throw new AssertionError("the body is read");
            }
        };
        StowResponse response = receiver.receive(new StowRequest(Upload.TYPE, null, null, "", Upload.ADDRESS, unread));
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsEntry("Retry-After", "30");
    }

    @Test
    void aSpoolThatIsGoneIsOutOfResources() throws IOException {
        StowReceiver lost = new StowReceiver(StowSettings.of("HERE", spool.resolve("gone")), handler);
        StowResponse response = lost.receive(Upload.request(
                Upload.TYPE, null, new Upload().part(A).part(B).end().toBytes()));
        assertThat(response.status()).isEqualTo(503);
        assertThat(others(response)).containsExactly(0xA700, 0xA700);
    }

    /** The HTTP server says so of a sender that drips or falls silent. */
    @Test
    void aBodyThatDoesNotComeInTimeIs408() {
        InputStream late = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("slow");
            }
        };
        assertThat(receiver.receive(new StowRequest(Upload.TYPE, null, null, "", Upload.ADDRESS, late))
                        .status())
                .isEqualTo(408);
    }

    /** What came whole was stored and acknowledged to itself; a connection that breaks in the middle of the next takes nothing of it back. */
    @Test
    void aConnectionThatBreaksKeepsWhatWasWhole() throws IOException {
        byte[] whole = new Upload().part(A).part(B).end().toBytes();
        InputStream breaking = new BrokenStream(Arrays.copyOf(whole, whole.length - 100));
        StowResponse response =
                receiver.receive(new StowRequest(Upload.TYPE, null, null, "", Upload.ADDRESS, breaking));
        assertThat(response.status()).isEqualTo(202);
        assertThat(stored(response)).containsExactly("1.2.3.4");
        assertThat(others(response)).containsExactly(0xC000);
        assertThat(handler.files()).hasSize(1);
    }

    @Test
    void aSenderThatTakesTooLongIsGivenUp() throws IOException {
        AtomicLong now = new AtomicLong();
        byte[] whole = new Upload().part(A).part(B).end().toBytes();
        // A minute passes with each read of up to 64 bytes.
        InputStream slow = new ByteArrayInputStream(whole) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                now.addAndGet(Duration.ofMinutes(1).toNanos());
                return super.read(buffer, offset, Math.min(length, 64));
            }
        };
        Duration longest = Duration.ofMinutes((A.length + 200) / 64);
        StowReceiver patient = new StowReceiver(StowSettings.of("HERE", spool).withLongest(longest), handler, now::get);
        StowResponse response = patient.receive(new StowRequest(Upload.TYPE, null, null, "", Upload.ADDRESS, slow));
        assertThat(response.status()).isEqualTo(202);
        assertThat(stored(response)).containsExactly("1.2.3.4");
        assertThat(handler.files()).hasSize(1);
    }

    @Test
    void oddObjects() throws IOException {
        byte[] noInstance = object(TestSamples.small(STUDY, "1.2.3.4").setString(Tag.SOPInstanceUID, "1.2..3."));
        byte[] badInstance = object(TestSamples.small(STUDY, "x/../y"));
        byte[] badClass = object(TestSamples.small(STUDY, "1.2.3.8").setString(Tag.SOPClassUID, "nonsense"));
        StowResponse response = receive(
                new Upload().part(noInstance).part(badInstance).part(badClass).end());
        assertThat(stored(response)).containsExactly("1.2..3.");
        assertThat(others(response)).containsExactly(0x0117);
        assertThat(failures(response)).containsExactly("1.2.3.8 C000");
    }

    private static byte[] object(DicomDataset dataset) {
        return DicomWriter.standard()
                .toBytes(org.einthoven.dicom.DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    @Test
    void aBareDataSetBecomesAFile() throws IOException, org.einthoven.dicom.DicomException {
        for (TransferSyntax syntax :
                List.of(TransferSyntax.IMPLICIT_LITTLE_ENDIAN, TransferSyntax.EXPLICIT_LITTLE_ENDIAN)) {
            byte[] bare = DicomWriter.standard().toBytes(TestSamples.small(STUDY, "1.2.3.9"), syntax);
            assertThat(receive(new Upload().part(bare).end()).status()).isEqualTo(200);
        }
        for (Path file : handler.files()) {
            assertThat(DicomReader.standard().read(file).fileMeta().getString(Tag.MediaStorageSOPInstanceUID))
                    .isEqualTo("1.2.3.9");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            null                                                        | application/dicom+json
            */*                                                         | application/dicom+json
            application/json                                            | application/dicom+json
            text/html                                                   | application/dicom+json
            application/dicom+xml                                       | application/dicom+xml
            application/xml;q=0.9, application/dicom+json;q=0.1         | application/dicom+xml
            application/dicom+json, application/dicom+xml               | application/dicom+json
            application/dicom+xml;q=nonsense, application/dicom+json    | application/dicom+json
            multipart/related; type="application/dicom+xml", x/y;a=","  | application/dicom+json
            """)
    void theAnswersFormIsTheSenders(String accept, String type) throws IOException {
        StowResponse response = receiver.receive(new StowRequest(
                Upload.TYPE,
                accept,
                null,
                "",
                Upload.ADDRESS,
                new ByteArrayInputStream(new Upload().part(A).end().toBytes())));
        assertThat(response.headers()).containsEntry("Content-Type", type);
        assertThat(stored(response)).containsExactly("1.2.3.4");
    }

    @Test
    void addressesAreToldWhereObjectsCanBeRetrieved() throws IOException {
        StowReceiver retrievable = new StowReceiver(
                StowSettings.of("HERE", spool).withRetrieveUrl("https://pacs.example/dicom-web"), handler);
        DicomDataset one = module(retrievable.receive(Upload.request(
                Upload.TYPE, null, new Upload().part(A).part(B).end().toBytes())));
        assertThat(one.getString(Tag.RetrieveURL)).isEqualTo("https://pacs.example/dicom-web/studies/1.2.3");
        assertThat(one.getItem(Tag.ReferencedSOPSequence).getString(Tag.RetrieveURL))
                .isEqualTo("https://pacs.example/dicom-web/studies/1.2.3/series/1.2.3.1/instances/1.2.3.4");
        DicomDataset two = module(retrievable.receive(Upload.request(
                Upload.TYPE,
                null,
                new Upload()
                        .part(A)
                        .part(TestSamples.object("1.2.9", "1.2.9.1"))
                        .end()
                        .toBytes())));
        assertThat(two.contains(Tag.RetrieveURL)).isTrue();
        assertThat(two.getString(Tag.RetrieveURL)).isNull();
    }

    @Test
    void noPatientIsNamedInAnAnswer() throws IOException {
        for (StowResponse response : List.of(
                receive(new Upload().part(A).part(Arrays.copyOf(A, 300)).end()),
                receiver.receive(Upload.request(
                        Upload.TYPE, "9.9", new Upload().part(A).end().toBytes())),
                receiver.receive(Upload.request("x/TEST-4711", null, A)))) {
            assertThat(text(response)).doesNotContain("4711");
        }
    }

    private StowResponse receive(Upload upload) {
        return receiver.receive(Upload.request(Upload.TYPE, null, upload.toBytes()));
    }

    private static String text(StowResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static DicomDataset module(StowResponse response) throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(response.body());
        try {
            return response.headers().get("Content-Type").endsWith("xml")
                    ? NativeXmlReader.read(body, DicomLimits.STANDARD).dataset()
                    : DicomJsonReader.standard().read(body).get(0).dataset();
        } catch (DicomFormatException e) {
            throw new AssertionError(text(response), e);
        }
    }

    private static List<String> stored(StowResponse response) throws IOException {
        return module(response).getItems(Tag.ReferencedSOPSequence).stream()
                .map(item -> item.getString(Tag.ReferencedSOPInstanceUID))
                .toList();
    }

    private static List<String> failures(StowResponse response) throws IOException {
        return module(response).getItems(Tag.FailedSOPSequence).stream()
                .map(item -> item.getString(Tag.ReferencedSOPInstanceUID) + " "
                        + Integer.toHexString(reason(item)).toUpperCase(java.util.Locale.ROOT))
                .toList();
    }

    private static List<Integer> others(StowResponse response) throws IOException {
        return module(response).getItems(Tag.OtherFailuresSequence).stream()
                .map(StowReceiverTest::reason)
                .toList();
    }

    private static int reason(DicomDataset item) {
        try {
            return item.getInt(Tag.FailureReason, 0);
        } catch (DicomFormatException e) {
            throw new AssertionError(e);
        }
    }
}
