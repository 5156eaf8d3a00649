package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.ledger.Replay;
import org.einthoven.app.ledger.Step;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.camel.EcgReading;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.Task;
import org.einthoven.report.fhir.FhirReport;
import org.einthoven.report.fhir.FhirReportSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a message that names an ECG which was read before, or of which the ledger knows nothing. */
class ReadingAgainTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final Path SAMPLE = Path.of("../../tests/samples/dicom/pydicom_waveform_ecg.dcm");

    @TempDir
    Path folder;

    private final GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
    private DefaultCamelContext context;
    private Ledger ledger;
    private ObjectStore objects;
    private InFlight inFlight;
    private EcgRecording recording;

    @BeforeEach
    void open() throws Exception {
        context = new DefaultCamelContext();
        ledger = Ledger.open(folder, CLOCK, "gateway");
        objects = ObjectStore.open(folder.resolve("objects"));
        inFlight = InFlight.open(folder.resolve("in-flight"));
        recording = EcgDecoder.standard().decode(SAMPLE, DecodingOptions.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        inFlight.close();
        ledger.close();
        context.close();
    }

    @Test
    void aMessageThatIsLeftOverIsNotReadByTheModelThatCameSince() throws Exception {
        ObjectHash object = received();
        ledger.interpreted(made(object, "mean 1.0.0", "one"), List.of("ehr"));

        Exchange message = opened(object);

        assertThat(reports("2.0.0").isReported(message)).isTrue();
        reports("2.0.0").repeat(message);
        assertThat(ledger.search().find(object).orElseThrow().reportId()).isEqualTo("one");
    }

    @Test
    void aNodeOfTheVersionBeforeReadsNothingThatHasANewerReport() throws Exception {
        ObjectHash object = received();
        ledger.interpreted(made(object, "mean 1.10.0", "ten"), List.of("ehr"));
        ObjectHash again = objects.put(new byte[] {1});
        ledger.received(arrival(again));

        Exchange message = opened(again);

        assertThat(reports("1.9.0").isReported(message)).isTrue();
        reports("1.9.0").repeat(message);
        assertThat(ledger.search().find(again).orElseThrow().reportId()).isEqualTo("ten");
    }

    @Test
    void aPersonHasItReadAgainByTheModelThatRuns() throws Exception {
        ObjectHash object = received();
        ledger.interpreted(made(object, "mean 1.0.0", "one"), List.of("ehr"));
        ledger.replays().carryOut(new Replay(Replay.Action.RERUN, EcgFilter.ALL, null, null, 1, "night shift"));
        ledger.schedule().claimEcgs(Lane.LIVE, 1);

        Exchange message = opened(object);

        assertThat(reports("2.0.0").isReported(message)).isFalse();
        assertThat(reports("0.9.0").isReported(message)).isFalse();
        assertThat(reports("1.0.0").isReported(message)).isTrue();
    }

    /** A cart that numbers two ECGs alike. */
    @Test
    void anEcgThatHasTheNameOfAnotherHasItsOwnReportWhichSaysSo() throws Exception {
        ObjectHash object = received();
        ledger.interpreted(made(object, "mean 1.0.0", "one"), List.of("ehr"));
        DicomDataset dataset = DicomReader.standard().read(SAMPLE).dataset();
        dataset.setString(Tag.PatientID, "another");
        byte[] bytes = DicomWriter.standard().toBytes(DicomFile.of(dataset), TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        ObjectHash other = objects.put(bytes);
        ledger.received(arrival(other));
        recording = EcgDecoder.standard().decode(objects.find(other), DecodingOptions.DEFAULT);

        Exchange message = opened(other);
        assertThat(reports("1.0.0").isReported(message)).isFalse();
        QualityReport unread = QualityReport.CLEAN.with(List.of(
                new QualityIssue(QualityIssue.Severity.DO_NOT_ANALYSE, "no-beats", null, "No beats were found.")));
        message.getMessage()
                .setBody(new EcgReport(recording, unread, new Named("1.0.0").model(), null, Measurements.NONE, NOON));
        reports("1.0.0").keep(message);

        String report = ledger.search().find(other).orElseThrow().reportId();
        assertThat(report).isNotNull().isNotEqualTo("one");
        assertThat(new String(ledger.reports().bundle(report).orElseThrow(), StandardCharsets.UTF_8))
                .contains("uid-conflict", "Another ECG with the same SOP Instance UID and other content came in, too.");
        assertThat(ledger.search().find(object).orElseThrow().reportId()).isEqualTo("one");
        assertThat(ledger.search().way(object)).extracting(Step::outcome).contains("CONFLICT");
        assertThat(objects.find(object)).exists();
        assertThat(objects.find(other)).exists();
    }

    /** The database was restored from a backup, the queue was not. */
    @Test
    void anEcgThatTheLedgerDoesNotKnowIsSeenWhateverBecomesOfIt() throws Exception {
        ObjectHash object = objects.put(new byte[] {1, 2, 3});

        archive().open(message(object, "file"));
        ledger.quarantined(object, "it is no ECG");

        LedgerEntry entry = ledger.search().find(object).orElseThrow();
        assertThat(entry.state()).isEqualTo(LedgerEntry.State.QUARANTINED);
        assertThat(entry.lane()).isEqualTo(Lane.BACKFILL);
        assertThat(entry.size()).isEqualTo(3);
        assertThat(entry.receivedAt()).isEqualTo(NOON);
    }

    @Test
    void soIsOneWhoseOriginalIsLost() throws Exception {
        ObjectHash lost = new ObjectHash("a".repeat(64));

        assertThatThrownBy(() -> archive().open(message(lost, "dicom"))).isInstanceOf(NoSuchFileException.class);
        ledger.failed(lost, "its original is not there");

        assertThat(ledger.search().find(lost).orElseThrow().state()).isEqualTo(LedgerEntry.State.FAILED);
        assertThat(ledger.search().way(lost)).extracting(Step::outcome).containsExactly("FOUND", "FAILED");
    }

    private ObjectHash received() throws Exception {
        ObjectHash object = objects.put(Files.readAllBytes(SAMPLE));
        ledger.received(arrival(object));
        return object;
    }

    private static Arrival arrival(ObjectHash object) {
        return new Arrival(object, "dicom", "CART", Lane.LIVE, 9, NOON);
    }

    private MadeReport made(ObjectHash object, String model, String report) {
        return new MadeReport(
                report,
                object,
                "DICOM",
                recording.source(),
                null,
                model,
                null,
                new byte[] {'{', '}'},
                true,
                null,
                NOON);
    }

    /** The message after the archive has opened what it names, and the decoder has read it. */
    private Exchange opened(ObjectHash object) throws Exception {
        Exchange message = message(object, "dicom");
        archive().open(message);
        assertThat(message.isRouteStop()).isFalse();
        message.getMessage().setBody(EcgReading.of(recording));
        return message;
    }

    private Exchange message(ObjectHash object, String channel) {
        Exchange message = new DefaultExchange(context);
        EcgReference reference = new EcgReference(object.hex(), channel, "CART", NOON.toString());
        message.getMessage().setBody(ReferenceJson.write(reference));
        return message;
    }

    private Archive archive() throws Exception {
        GatewayConfiguration configuration = GatewayConfiguration.read(
                null, Map.of("EINTHOVEN_DATA", folder.toString(), "EINTHOVEN_SECURITY", "open"));
        return new Archive(objects, ledger, configuration, metrics, inFlight, CLOCK);
    }

    /** Of a gateway whose model has this version. */
    private Reports reports(String version) {
        FhirReport fhir = new FhirReport(FhirReportSettings.drawingsAt(URI.create("http://127.0.0.1/drawing")));
        return new Reports(
                ledger,
                new Named(version),
                fhir,
                TestResults.none(objects),
                List.of("ehr"),
                metrics,
                new QueueRoom(queue -> Long.MAX_VALUE, Duration.ZERO, name -> 0),
                CLOCK);
    }

    /** A model that is asked for its name only. */
    private record Named(String version) implements Encoder {
        @Override
        public ModelCard model() {
            return new ModelCard(
                    "mean", version, "0".repeat(64), "Mean", "Tests only", "nothing", List.of(Task.values()));
        }

        @Override
        public Inference infer(List<NormalisedEcg> windows) {
            throw new AssertionError("the ECG is not to be read");
        }

        @Override
        public void close() {}
    }
}
