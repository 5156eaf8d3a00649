package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does at the terminal when an ECG did not arrive, against a gateway that runs. */
class RepairIT {
    @TempDir
    Path data;

    @Test
    void whatFailedIsReleasedWithAPatientWhenTheCauseIsGone() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(
                config.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + "properties:\n  interpret.tries: 1\n");
        Encoder encoder = new TestGateways.MeanEncoder() {
            @Override
            public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
                if (broken.get()) {
                    throw new EncoderException("the model's runtime failed");
                }
                return super.infer(windows);
            }
        };
        try (Gateway gateway = Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(data.resolve("data"))), c -> encoder)) {
            TestGateways.send(gateway, List.of(Samples.dicom("pydicom_waveform_ecg.dcm")));
            LedgerEntry failed = await(gateway, LedgerEntry.State.FAILED);
            String id = failed.object().hex().substring(0, 12);
            assertThat(out(gateway, "quarantine", "list", "--state", "FAILED"))
                    .contains(id, "the model's runtime failed", "1 ECGs");

            broken.set(false);
            String[] release = {
                "quarantine", "release", id, "--patient", "4711", "--issuer", "urn:oid:1.2.3", "--by", "night"
            };
            assertThat(out(gateway, with(release, "--dry-run"))).contains("Nothing was changed");
            assertThat(await(gateway, LedgerEntry.State.FAILED).tries()).isEqualTo(failed.tries());
            assertThat(out(gateway, release)).contains("1 ECGs are meant; 1 tries are scheduled");

            LedgerEntry delivered = await(gateway, LedgerEntry.State.DELIVERED);
            String report = gateway.reportJson(delivered.reportId()).orElseThrow();
            assertThat(report).contains("4711", "urn:oid:1.2.3", "patient-assigned");
            assertThat(out(gateway, "ledger", "show", id))
                    .contains("RELEASED", "by night, who said whose it is", "DELIVERED")
                    .doesNotContain("4711");
        }
    }

    @Test
    void whatADestinationRefusedIsSentAgainWhenItTakesIt() throws Exception {
        Path config = Files.createDirectories(data.resolve("config"));
        Path down = data.resolve("second");
        int port;
        try (Gateway free = TestGateways.start(down)) {
            port = free.httpPort();
        }
        Files.writeString(
                config.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + "destinations:\n  - name: ehr\n    url: http://127.0.0.1:" + port
                        + "/fhir\n    tries: 1\n");
        try (Gateway gateway = Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(data.resolve("first"))),
                c -> new TestGateways.MeanEncoder())) {
            TestGateways.send(gateway, List.of(Samples.dicom("pydicom_waveform_ecg.dcm")));
            await(gateway, LedgerEntry.State.FAILED);
            assertThat(out(gateway, "ledger", "list", "--state", "FAILED", "--destination", "ehr"))
                    .contains("ehr: FAILED")
                    .contains("tried once");
            assertThat(out(gateway, "ledger", "summary")).containsPattern("ehr +FAILED +1");
            assertThat(get(gateway, "/metrics"))
                    .contains("einthoven_ledger_reports{destination=\"ehr\",state=\"FAILED\"}")
                    .contains("einthoven_ledger_oldest_waiting_seconds");

            var environment = TestGateways.environment(down);
            environment.put("EINTHOVEN_HTTP_PORT", String.valueOf(port));
            try (Gateway second = Gateway.start(
                    GatewayConfiguration.read(TestGateways.SMALL, environment), c -> new TestGateways.MeanEncoder())) {
                String[] replay = {"replay", "--resend", "--state", "FAILED", "--destination", "ehr"};
                assertThat(out(gateway, with(replay, "--dry-run"))).contains("1 tries would be made");
                assertThat(gateway.entries().get(0).state()).isEqualTo(LedgerEntry.State.FAILED);
                out(gateway, replay);

                LedgerEntry entry = await(gateway, LedgerEntry.State.DELIVERED);
                assertThat(get(second, "/fhir/DiagnosticReport/" + entry.reportId()))
                        .contains("11524-6");
            }
        }
    }

    @Test
    void aDestinationGoesAndComesAndEveryReportIsAccountedFor() throws Exception {
        Path config = Files.createDirectories(data.resolve("config"));
        int port;
        try (Gateway free = TestGateways.start(data.resolve("second"))) {
            port = free.httpPort();
        }
        String with = "destinations:\n  - name: ehr\n    url: http://127.0.0.1:" + port + "/fhir\n";
        try (Gateway gateway = start(config, with)) {
            TestGateways.send(gateway, List.of(Samples.dicom("pydicom_waveform_ecg.dcm")));
            TestGateways.await(gateway, 1, entry -> entry.deliveries().stream()
                    .anyMatch(delivery -> delivery.destination().equals("ehr") && delivery.tries() > 0));
            TestCommands.Result refused = run(gateway, "replay", "--withdraw", "--destination", "ehr");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("take it out of the configuration");
        }
        try (Gateway gateway = start(config, "")) {
            assertThat(out(gateway, "ledger"))
                    .contains("1 reports are open at ehr, which is no destination of this gateway");
            assertThat(get(gateway, "/metrics")).contains("einthoven_ledger_reports_unserved 1.0");
            assertThat(gateway.entries().get(0).state()).isEqualTo(LedgerEntry.State.INTERPRETED);

            String[] withdraw = {"replay", "--withdraw", "--destination", "ehr"};
            assertThat(out(gateway, with(withdraw, "--dry-run"))).contains("1 reports would be withdrawn");
            assertThat(out(gateway, withdraw)).contains("1 reports are withdrawn");

            await(gateway, LedgerEntry.State.DELIVERED);
            assertThat(out(gateway, "ledger")).doesNotContain("are open at");
        }
        var environment = TestGateways.environment(data.resolve("second"));
        environment.put("EINTHOVEN_HTTP_PORT", String.valueOf(port));
        try (Gateway second = Gateway.start(
                        GatewayConfiguration.read(null, environment), c -> new TestGateways.MeanEncoder());
                Gateway gateway = start(config, with)) {
            String report = gateway.entries().get(0).reportId();
            out(gateway, "replay", "--address", "--destination", "ehr");
            TestGateways.await(
                    gateway,
                    1,
                    entry -> entry.deliveries().size() == 2 && entry.state() == LedgerEntry.State.DELIVERED);
            assertThat(get(second, "/fhir/DiagnosticReport/" + report)).contains("11524-6");
        }
    }

    private Gateway start(Path config, String yaml) throws Exception {
        Files.writeString(config.resolve("einthoven.yaml"), yaml);
        return Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(data.resolve("first"))),
                c -> new TestGateways.MeanEncoder());
    }

    @Test
    void moreThanAHundredAreReadAgainAtTheRateAskedFor() throws Exception {
        int many = 120;
        try (Gateway gateway = TestGateways.start(data)) {
            sendPretended(gateway, many);
            List<LedgerEntry> before =
                    TestGateways.await(gateway, many, e -> e.state() == LedgerEntry.State.QUARANTINED);

            String[] release = {"quarantine", "release", "--state", "QUARANTINED", "--by", "night", "--rate", "0.01"};
            TestCommands.Result unasked = run(gateway, release);
            assertThat(unasked.status()).isEqualTo(2);
            assertThat(unasked.err()).contains("120 tries would be made: --yes does it, --dry-run shows");
            out(gateway, with(release, "--yes"));

            List<LedgerEntry> after = gateway.entries();
            assertThat(after)
                    .filteredOn(e -> e.state() == LedgerEntry.State.RECEIVED)
                    .hasSizeGreaterThanOrEqualTo(many - 1);
            LedgerEntry last = after.get(many - 1);
            assertThat(last.object()).isEqualTo(before.get(many - 1).object());
            assertThat(last.nextTryAt()).isAfter(last.changedAt().plusSeconds((many - 1) * 100L - 1));

            TestCommands.Result asked = run(gateway, "replay", "--rerun", "--rate", "64");
            assertThat(asked.status()).isEqualTo(2);
            assertThat(asked.err()).contains("--yes does it, --dry-run shows");
            out(gateway, "replay", "--rerun", "--rate", "64", "--yes");
            TestGateways.await(gateway, many, e -> e.state() == LedgerEntry.State.QUARANTINED);
        }
    }

    @Test
    void whatIsNoEcgIsDismissedAndRaisesNoAlarmAnyMore() throws Exception {
        try (Gateway gateway = TestGateways.start(data)) {
            sendPretended(gateway, 2);
            LedgerEntry one = TestGateways.await(gateway, 2, e -> e.state() == LedgerEntry.State.QUARANTINED)
                    .get(0);
            String[] dismiss = {"quarantine", "dismiss", one.object().hex().substring(0, 12), "--by", "night"};

            assertThat(out(gateway, with(dismiss, "--dry-run")))
                    .contains("1 ECGs are meant; 1 ECGs would be dismissed", "Nothing was changed");
            assertThat(out(gateway, dismiss)).contains("1 ECGs are meant; 1 ECGs are dismissed");

            assertThat(out(gateway, dismiss)).contains("passed over 1: it is dismissed already");
            assertThat(out(gateway, "ledger")).containsPattern("QUARANTINED +1").containsPattern("DISMISSED +1");
            assertThat(out(gateway, "quarantine", "list")).contains("1 ECGs");
            assertThat(out(gateway, "quarantine", "list", "--state", "DISMISSED"))
                    .contains(one.object().hex().substring(0, 12));
            out(gateway, "quarantine", "release", one.object().hex(), "--by", "day");
            TestGateways.await(gateway, 2, e -> e.state() == LedgerEntry.State.QUARANTINED);
        }
    }

    @Test
    void badInputGivesOneLineAndStatusTwo() throws Exception {
        try (Gateway gateway = TestGateways.start(data)) {
            for (String line : List.of(
                    "ledger show 1.2.3",
                    "ledger list --state nonsense",
                    "ledger list --from yesterday",
                    "ledger list --limit 0",
                    "replay",
                    "replay --resend --rerun",
                    "replay --resend --rate 1000",
                    "replay --resend --rate fast",
                    "replay --resend --id 1.2.3",
                    "replay --rerun --id 1.2.3 --dry-run",
                    "quarantine dismiss 1.2.3 --by me",
                    "quarantine dismiss --id 1.2.3 --by me",
                    "quarantine dismiss --by me",
                    "quarantine dismiss x",
                    "quarantine dismiss x --id y --by me",
                    "quarantine dismiss --state RECEIVED --destination ehr --by me",
                    "quarantine release 1.2.3",
                    "quarantine release --by me",
                    "quarantine release x --issuer urn:x --by me",
                    "quarantine release x --patient 1 --by me")) {
                TestCommands.Result result = run(gateway, line.split(" "));
                assertThat(result.status()).as(line + ": " + result.err()).isEqualTo(2);
                assertThat(result.err().lines()).as(line + ": " + result.err()).hasSize(1);
                assertThat(result.err()).as(line).startsWith("einthoven: ").doesNotContain("Exception");
            }
        }
    }

    @Test
    void withoutAGatewayItSaysSo() {
        TestCommands.Result result = TestCommands.run("ledger", "--url", "http://127.0.0.1:1");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().strip())
                .isEqualTo("einthoven: no gateway answers at http://127.0.0.1:1; is it running, and is --url right?");
    }

    /** Files that pass for DICOM ECGs on the way in, each another one, and cannot be decoded. */
    private void sendPretended(Gateway gateway, int many) throws Exception {
        Path folder = Files.createDirectories(data.resolve("pretended"));
        Path pdf = Samples.dicom("result_pdf.dcm");
        String uid = DicomReader.standard().read(pdf).dataset().getString(Tag.SOPInstanceUID, "");
        // One character a byte, so that what is no text stays as it is.
        String content = Files.readString(pdf, StandardCharsets.ISO_8859_1);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String another = uid.substring(0, uid.length() - 3) + (100 + i);
            files.add(Files.writeString(
                    folder.resolve(i + ".dcm"), content.replace(uid, another), StandardCharsets.ISO_8859_1));
        }
        assertThat(TestGateways.send(gateway, files)).allMatch(status -> status.isSuccess());
    }

    private static LedgerEntry await(Gateway gateway, LedgerEntry.State state) throws Exception {
        return TestGateways.await(gateway, 1, entry -> entry.state() == state).get(0);
    }

    private static String out(Gateway gateway, String... arguments) {
        TestCommands.Result result = run(gateway, arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    private static TestCommands.Result run(Gateway gateway, String... arguments) {
        return TestCommands.run(with(arguments, "--url", gateway.httpAddress().toString()));
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String get(Gateway gateway, String path) throws Exception {
        URI address = gateway.httpAddress().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
