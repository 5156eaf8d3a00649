package org.einthoven.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.einthoven.dicom.deidentify.DeidentificationSettings;
import org.einthoven.dicom.network.ClientCertificates;
import org.einthoven.dicom.network.DicomNetworkProvider;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.peers.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void withoutAFileEverythingTakesItsDefault() throws Exception {
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, Map.of());

        assertThat(configuration.dicom().aeTitle()).isEqualTo("EINTHOVEN");
        assertThat(configuration.dicom().port()).isEqualTo(11112);
        assertThat(configuration.http().port()).isEqualTo(8080);
        assertThat(configuration.mllpPort()).isEqualTo(2575);
        assertThat(configuration.data()).isEqualTo(Path.of("data"));
        assertThat(configuration.security()).isEqualTo(Security.CLOSED);
        assertThat(configuration.dicom().bind().isLoopbackAddress()).isTrue();
        assertThat(configuration.routes()).isNull();
    }

    @Test
    void everythingThatIsSaidIsRead() throws Exception {
        write("""
                data: /var/lib/einthoven
                bind: 127.0.0.1
                timeZone: Europe/Amsterdam
                dicom:
                  aeTitle: WARD7
                  port: 104
                  allowedCallers: [CART1, CART2]
                http:
                  baseUrl: https://ecg.example.org
                sources:
                  - aeTitle: CART1
                    timeZone: Asia/Tokyo
                destinations:
                  - name: ehr
                    type: fhir
                    url: https://ehr.example.org/fhir
                    token: ${EHR_TOKEN}
                    tries: 5
                    timeout: 90s
                properties:
                  interpret.tries: 3
                """);

        GatewayConfiguration configuration =
                GatewayConfiguration.read(folder, Map.of("EHR_TOKEN", "secret", "EINTHOVEN_DICOM_PORT", "11113"));

        assertThat(configuration.dicom().port()).isEqualTo(11113);
        assertThat(configuration.dicom().allowedCallers())
                .extracting(Object::toString)
                .containsExactly("CART1", "CART2");
        assertThat(configuration.timeZoneOf("CART1")).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(configuration.timeZoneOf("CART2")).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(configuration.destinations().get(0).token()).isEqualTo("secret");
        assertThat(configuration.destinations().get(0).timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(configuration.toString()).doesNotContain("secret");
        assertThat(configuration.properties()).containsEntry("interpret.tries", "3");
    }

    @Test
    void theDicomEngineIsTheOwnOneUnlessAnotherIsNamed() throws Exception {
        assertThat(GatewayConfiguration.read(null, Map.of()).dicom().engine()).isEqualTo("einthoven");
        write("dicom: {engine: einthoven}");
        assertThat(GatewayConfiguration.read(folder, Map.of()).dicom().engine()).isEqualTo("einthoven");
        write("dicom: {engine: dcmtk}");
        assertThat(faults(Map.of()))
                .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.message())
                .containsExactly("1:17 dicom.engine must be einthoven or dcm4che");
    }

    @Test
    void anEngineThatIsNotOnTheClassPathIsAFaultAtItsPlace() throws Exception {
        assumeThat(DicomNetworkProvider.named("dcm4che"))
                .as("built with -Pdcm4che")
                .isEmpty();
        write("""
                dicom:
                  port: 104
                  engine: dcm4che
                """);

        assertThat(faults(Map.of()))
                .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.message())
                .containsExactly("3:11 dicom.engine: dcm4che is not on the class path; build with -Pdcm4che");
    }

    @Test
    void aPlaceholderThatMustBeANumberIsToldWhereItIsNone() throws Exception {
        write("""
                properties:
                  interpret.tries: many
                  dicom.port: ${PORT}
                  dicom.maxAssociations: 0
                  my.own: anything
                """);

        assertThat(faults(Map.of("PORT", "tcp://10.0.0.1:11112")))
                .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.message())
                .containsExactlyInAnyOrder(
                        "2:20 properties.interpret.tries must be a whole number from 1 to 100000",
                        "3:15 properties.dicom.port must be a whole number from 0 to 65535",
                        "4:26 properties.dicom.maxAssociations must be a whole number from 1 to 1000");
    }

    @Test
    void queuesAndIntakeAreRead() throws Exception {
        write("""
                queue: kafka://b1:9092,b2:9092?partitions=24&sasl.jaas.config=${LOGIN}
                intake:
                  maxWaiting: 500
                  minimumFreeMegabytes: 64
                """);

        GatewayConfiguration configuration = GatewayConfiguration.read(folder, Map.of("LOGIN", "a%20password"));

        assertThat(configuration.queue().servers()).containsExactly("b1:9092", "b2:9092");
        assertThat(configuration.queue().options())
                .containsEntry("partitions", "24")
                .containsEntry("sasl.jaas.config", "a password");
        assertThat(configuration.queue().toString())
                .contains("sasl.jaas.config")
                .doesNotContain("password");
        assertThat(configuration.intake()).isEqualTo(new IntakeSettings(500, 64));
    }

    @Test
    void theQueueIsEmbeddedUnlessTheEnvironmentSaysOtherwise() throws Exception {
        assertThat(GatewayConfiguration.read(null, Map.of()).queue()).isEqualTo(QueueSettings.EMBEDDED);
        assertThat(GatewayConfiguration.read(null, Map.of("EINTHOVEN_QUEUE", "kafka"))
                        .queue()
                        .servers())
                .containsExactly("localhost:9092");
        assertThat(GatewayConfiguration.read(null, Map.of("EINTHOVEN_QUEUE", "artemis://[::1]:61616?user=a"))
                        .queue()
                        .engine())
                .isEqualTo(QueueSettings.Engine.ARTEMIS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rabbit://b1:5672",
                "kafka://",
                "kafka://b1",
                "kafka://b1:0",
                "kafka://b1:9092,",
                "kafka://b1:9092?partitons=3",
                "kafka://b1:9092?enable.auto.commit=true",
                "kafka://b1:9092?enable.idempotence=false",
                "kafka://b1:9092?security.protocoll=SSL",
                "kafka://b1:9092?Enable.Auto.Commit=true",
                "kafka://b1:9092?partitions=0",
                "kafka://b1:9092?partitions",
                "artemis://b1:61616?password=secret&usr=a",
                "artemis://b1:secret"
            })
    void aWrongQueueIsToldWithoutItsPassword(String queue) throws Exception {
        assertThat(faults(Map.of("EINTHOVEN_QUEUE", queue))).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("EINTHOVEN_QUEUE");
            assertThat(fault.message())
                    .startsWith("queue must be embedded, kafka://")
                    .doesNotContain("secret");
        });
    }

    @Test
    void anEncoderOnAnotherMachineIsRead() throws Exception {
        write("""
                encoder:
                  url: http://gpu:8000
                  token: ${ENCODER_TOKEN}
                  fallback: none
                  timeoutSeconds: 5
                """);

        EncoderSettings encoder = GatewayConfiguration.read(folder, Map.of("ENCODER_TOKEN", "0123456789abcdef"))
                .encoder();

        assertThat(encoder)
                .isEqualTo(new EncoderSettings(
                        URI.create("http://gpu:8000"),
                        "0123456789abcdef",
                        EncoderSettings.Fallback.NONE,
                        Duration.ofSeconds(5),
                        3));
        assertThat(encoder.toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void theEnvironmentAloneNamesAnEncoder() throws Exception {
        EncoderSettings encoder = GatewayConfiguration.read(folder, Map.of("EINTHOVEN_ENCODER_URL", "https://gpu"))
                .encoder();

        assertThat(encoder.url()).isEqualTo(URI.create("https://gpu"));
        assertThat(encoder.fallback()).isEqualTo(EncoderSettings.Fallback.LOCAL);
        assertThat(GatewayConfiguration.read(folder, Map.of()).encoder()).isNull();
    }

    @Test
    void readsWhereEcgsAreKeptToTrainWith() throws Exception {
        assertThat(GatewayConfiguration.read(folder, Map.of()).collection()).isNull();
        write("collection: {store: /srv/ecgs, source: hospital, secretFile: /etc/einthoven/secret}");
        assertThat(GatewayConfiguration.read(folder, Map.of()).collection())
                .isEqualTo(new CollectionSettings(Path.of("/srv/ecgs"), "hospital", Path.of("/etc/einthoven/secret")));
        write("collection: {store: /srv/ecgs}");
        assertThatThrownBy(() -> GatewayConfiguration.read(folder, Map.of()))
                .hasMessageContaining("collection needs store, source and secretFile");
        write("collection: {store: /srv/ecgs, source: Simulated, secretFile: /etc/einthoven/secret}");
        assertThatThrownBy(() -> GatewayConfiguration.read(folder, Map.of()))
                .hasMessageContaining("source must be a name other than 'simulated', which is the simulator's");
    }

    @Test
    void aFaultOfTheEncoderIsToldAtItsPlace() throws Exception {
        write("""
                encoder:
                  fallback: cloud
                  timeoutSeconds: 0
                  tokn: x
                """);

        ConfigurationException e =
                catchThrowableOfType(ConfigurationException.class, () -> GatewayConfiguration.read(folder, Map.of()));

        assertThat(e.faults())
                .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.message())
                .containsExactlyInAnyOrder(
                        "2:13 encoder.fallback must be local or none",
                        "3:19 encoder.timeoutSeconds must be a whole number from 1 to 600",
                        "2:3 url is missing; it must be an http or https URL without a user, query or fragment",
                        "4:3 encoder.tokn is unknown; allowed are url, token, fallback, timeoutSeconds, tries"
                                + "; did you mean 'token'?");
    }

    @Test
    void everyFaultIsToldAtItsPlace() throws Exception {
        write("""
                dicom:
                  aeTitle: A_TITLE_THAT_IS_TOO_LONG
                  prot: 1
                http:
                  port: 99999
                timeZone: Europe/Amsterdm
                destinations:
                  - name: EHR!
                    url: ftp://x
                    token: ${NOT_SET}
                  - {name: ok}
                  - {name: slow, url: "http://x/fhir", timeout: 3m}
                  - {name: quick, url: "http://x/fhir", timeout: 60}
                """);

        List<ConfigurationFault> faults = faults(Map.of());

        assertThat(faults.stream().map(fault -> fault.line() + ":" + fault.column()))
                .containsExactlyInAnyOrder(
                        "2:12", "3:3", "5:9", "6:11", "8:11", "9:10", "10:12", "11:6", "12:49", "13:50");
        assertThat(faults.toString())
                .contains("did you mean 'port'?")
                .contains("NOT_SET")
                .contains("timeout must be a number with a unit, from 1s to 2m");
    }

    @Test
    void aWrongEnvironmentVariableIsNamed() throws Exception {
        assertThat(faults(Map.of("EINTHOVEN_HTTP_PORT", "http")))
                .singleElement()
                .hasToString("EINTHOVEN_HTTP_PORT:1:1: http.port must be a whole number from 0 to 65535");
    }

    @Test
    void openSecurityIsRefusedBeyondLoopback() throws Exception {
        assertThat(faults(Map.of("EINTHOVEN_SECURITY", "open", "EINTHOVEN_BIND", "0.0.0.0")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("loopback"));
    }

    @Test
    void beyondLoopbackWithoutAllowedCallersNobodyMaySend() throws Exception {
        GatewayConfiguration configuration = GatewayConfiguration.read(null, Map.of("EINTHOVEN_BIND", "0.0.0.0"));

        assertThat(configuration.dicom().anyCallerMaySend()).isFalse();
    }

    @Test
    void brokenYamlIsOneFault() throws Exception {
        write("dicom: [\n");

        assertThat(faults(Map.of())).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(2);
            assertThat(fault.message()).startsWith("not YAML");
        });
    }

    @Test
    void theUrlOfADestinationHoldsNoPassword() throws Exception {
        write("""
                destinations:
                  - name: ehr
                    url: http://user:secret@host/fhir
                """);

        assertThat(faults(Map.of())).singleElement().satisfies(fault -> assertThat(fault.toString())
                .endsWith("einthoven.yaml:3:10: destinations[0].url must be an http or https URL without a user, query"
                        + " or fragment"));
    }

    @Test
    void callersMayBeHeldToAddresses() throws Exception {
        write("dicom: {allowedCallers: [CART1@10.1.2.3, '*@10.2.0.0/16', CART2]}");
        assertThat(GatewayConfiguration.read(folder, Map.of()).dicom().allowedCallers())
                .extracting(Object::toString)
                .containsExactly("CART1@10.1.2.3/32", "*@10.2.0.0/16", "CART2");
        write("dicom: {allowedCallers: [CART1@cart1.example.org, '*', CART1@10.1.2.300]}");
        assertThat(faults()).hasSize(3).allSatisfy(fault -> assertThat(fault)
                .contains("dicom.allowedCallers must be an AE title (CART1), one from certain addresses"));
    }

    @Test
    void theListenersLimitsAndTitlesMayBeSet() throws Exception {
        DicomSettings standard = GatewayConfiguration.read(null, Map.of()).dicom();
        assertThat(standard.maxPduLength()).isEqualTo(131_072);
        assertThat(standard.idleTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(standard.calledAeTitles()).isEmpty();
        write("""
                dicom:
                  calledAeTitles: [ECG, WARD 7]
                  sopClasses: [1.2.826.0.1.3680043.9.7, 1.2.840.10008.5.1.4.1.1.9.4.1]
                  maxPduLength: 16384
                  idleTimeout: 10m
                """);
        DicomSettings dicom = GatewayConfiguration.read(folder, Map.of()).dicom();
        assertThat(dicom.calledAeTitles()).containsExactly("ECG", "WARD 7");
        assertThat(dicom.sopClasses()).hasSize(2);
        assertThat(dicom.storageClasses()).containsAll(SopClasses.ECG_STORAGE).containsAll(dicom.sopClasses());
        assertThat(dicom.maxPduLength()).isEqualTo(16_384);
        assertThat(dicom.idleTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void theListenersLimitsAndTitlesAreChecked() throws Exception {
        write("""
                dicom:
                  calledAeTitles: ["A,B", longer than sixteen characters]
                  allowedCallers: ["CART1,CART2"]
                  sopClasses: [1.2.840.10008.1.1, 01.2, 1.2.840.10008.5.1.4.1.1.2]
                  maxPduLength: 4095
                  idleTimeout: 25h
                """);
        assertThat(faults(Map.of()))
                .extracting(fault -> fault.line() + ":" + fault.column() + " "
                        + fault.message().replaceFirst(" must be.*", ""))
                .containsExactlyInAnyOrder(
                        "2:20 dicom.calledAeTitles",
                        "2:27 dicom.calledAeTitles",
                        "3:20 dicom.allowedCallers",
                        "4:16 dicom.sopClasses",
                        "4:35 dicom.sopClasses",
                        "5:17 dicom.maxPduLength",
                        "6:16 dicom.idleTimeout");
        write("dicom: {sopClasses: [" + "1.2.3, ".repeat(100) + "1.2.4]}");
        assertThat(faults(Map.of()))
                .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.message())
                .containsExactly("1:21 dicom.sopClasses are at most 100");
    }

    @Test
    void dicomGoesByTlsWithAKeyStore() throws Exception {
        TestKeys keys = new TestKeys(folder);
        Path own = keys.keyStore("gateway");
        Path trusted = keys.trustStore("carts", own);
        write("""
                dicom:
                  tls:
                    keyStore: %s
                    keyStorePassword: ${SECRET}
                    trustStore: %s
                    trustStorePassword: ${SECRET}
                """.formatted(own, trusted));
        Files.writeString(
                folder.resolve("einthoven.yaml"),
                "destinations: [{name: web, type: dicomweb, url: 'https://h/dicom-web', tls: true}]\n",
                StandardOpenOption.APPEND);
        Map<String, String> environment = Map.of("SECRET", TestKeys.PASSWORD);
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, environment);
        DicomSettings dicom = configuration.dicom();
        assertThat(configuration.webArchives().get(0).server().keys())
                .isSameAs(dicom.tls().keys());
        assertThat(dicom.tls()).isNotNull();
        assertThat(dicom.tls().clientCertificates()).isEqualTo(ClientCertificates.REQUIRED);
        assertThat(dicom.tls().checksHostName()).isTrue();
        assertThat(dicom.toString()).doesNotContain(TestKeys.PASSWORD);

        write("dicom: {tls: {keyStore: %s, keyStorePassword: wrong}}".formatted(own));
        assertThat(faults()).singleElement().asString().contains("gateway.p12").doesNotContain("wrong");
        write("dicom: {tls: {trustStore: %s}}".formatted(trusted));
        assertThat(faults()).singleElement().asString().contains("dicom.tls.keyStore is missing");
        write("dicom: {tls: {keyStore: %s, keyStorePassword: %s, clientCertificates: required}}"
                .formatted(own, TestKeys.PASSWORD));
        assertThat(faults()).singleElement().asString().contains("dicom.tls.trustStore is missing");
        write("dicom: {tls: {keyStore: %s, keyStorePassword: %s, clientCertificates: maybe, checkHostName: 1}}"
                .formatted(own, TestKeys.PASSWORD));
        assertThat(faults())
                .anySatisfy(fault -> assertThat(fault).contains("must be none, wanted or required"))
                .anySatisfy(fault -> assertThat(fault).contains("must be true or false"));
    }

    @Test
    void readsTheWorklist() throws Exception {
        assertThat(GatewayConfiguration.read(null, Map.of()).worklist()).isNull();
        write("worklist: {dicom: RIS@ris.example.org:104}");
        assertThat(GatewayConfiguration.read(folder, Map.of()).worklist())
                .isEqualTo(new WorklistSettings(
                        new RemoteAe("RIS", "ris.example.org", 104), false, Duration.ofHours(24), List.of("ECG")));
        write("worklist: {dicom: RIS, tls: true, window: 40d, modalities: [ecg], name: x}");
        assertThat(faults())
                .anySatisfy(fault -> assertThat(fault).contains("worklist.dicom must be AETITLE@HOST:PORT"))
                .anySatisfy(fault -> assertThat(fault).contains("only with dicom.tls"))
                .anySatisfy(fault -> assertThat(fault).contains("worklist.window is at most 31d"))
                .anySatisfy(fault -> assertThat(fault).contains("worklist.modalities must be a modality"))
                .anySatisfy(fault -> assertThat(fault).contains("name"));
        write("worklist: {tls: false}");
        assertThat(faults()).singleElement().asString().contains("dicom is missing; it must be AETITLE@HOST:PORT");
    }

    @Test
    void archivesAreAskedForWhatTheyDidNotSend() throws Exception {
        write("pull: [{name: pacs, dicom: PACS@pacs.example.org:104}]");
        assertThat(GatewayConfiguration.read(folder, Map.of()).pulls())
                .containsExactly(new PullSettings(
                        "pacs",
                        new RemoteAe("PACS", "pacs.example.org", 104),
                        PullSettings.Retrieval.GET,
                        false,
                        Duration.ofMinutes(10),
                        Duration.ofHours(24),
                        List.of("ECG"),
                        500));
        write("""
                pull:
                  - {name: pacs, dicom: pacs.example.org, retrieve: fetch, every: soon, modalities: [ecg], limit: 0}
                  - {name: PACS, tls: true, dicom: PACS@h:104}
                  - {dicom: PACS@h:104, windw: 1h}
                """);
        assertThat(faults())
                .hasSize(9)
                .anySatisfy(fault -> assertThat(fault).contains("2:25: pull[0].dicom must be AETITLE@HOST:PORT"))
                .anySatisfy(fault -> assertThat(fault).contains("pull[0].retrieve must be get or move"))
                .anySatisfy(fault -> assertThat(fault).contains("pull[0].every must be a number with a unit"))
                .anySatisfy(fault -> assertThat(fault).contains("pull[0].modalities must be a modality"))
                .anySatisfy(fault -> assertThat(fault).contains("pull[0].limit must be a whole number"))
                .anySatisfy(fault -> assertThat(fault).contains("pull[1].name must be lower-case"))
                .anySatisfy(fault -> assertThat(fault).contains("asked by TLS only with dicom.tls"))
                .anySatisfy(fault -> assertThat(fault).contains("4:6: name is missing"))
                .anySatisfy(fault -> assertThat(fault).contains("windw is unknown"));
        write("pull: [{name: a, dicom: A@h:104}, {name: a, dicom: B@h:104}]");
        assertThat(faults()).singleElement().asString().contains("the archive a is given twice");
    }

    @Test
    void peersAreToldOfStorageCommitments() throws Exception {
        write("dicom: {commitment: {peers: [CART1@10.1.2.3:104, 'CART2@[::1]:11112'], tries: 7, window: 2h}}");
        CommitmentSettings commitment =
                GatewayConfiguration.read(folder, Map.of()).dicom().commitment();
        assertThat(commitment)
                .isEqualTo(new CommitmentSettings(
                        List.of(new RemoteAe("CART1", "10.1.2.3", 104), new RemoteAe("CART2", "::1", 11112)),
                        false,
                        null,
                        7,
                        Duration.ofHours(2)));
        assertThat(commitment.addressOf("CART2")).isPresent();
        assertThat(commitment.addressOf("CART3")).isEmpty();
        write("""
                dicom:
                  commitment:
                    peers: [CART1, CART2@h:1, CART2@g:1]
                    tls: true
                    tries: 0
                    window: 1
                    peer: CART3@h:1
                """);
        assertThat(faults())
                .hasSize(6)
                .anySatisfy(
                        fault -> assertThat(fault).contains("3:13: dicom.commitment.peers must be AETITLE@HOST:PORT"))
                .anySatisfy(fault -> assertThat(fault).contains("3:12: the peer CART2 is given twice"))
                .anySatisfy(fault -> assertThat(fault).contains("4:10: peers are told by TLS only with dicom.tls"))
                .anySatisfy(fault -> assertThat(fault).contains("5:12: dicom.commitment.tries must be a whole number"))
                .anySatisfy(fault -> assertThat(fault).contains("6:13: dicom.commitment.window must be a number"))
                .anySatisfy(fault -> assertThat(fault).contains("7:5: dicom.commitment.peer is unknown"));
    }

    @Test
    void whatPeersAskForIsCommittedByRetentionOrAnArchive() throws Exception {
        String pacs = "destinations: [{name: pacs, type: dicom, dicom: 'PACS@h:104', %s}]\n";
        String after = "dicom: {commitment: {after: %s}}\n";
        write(pacs.formatted("commitment: true, objects: [original, sr]") + after.formatted("pacs"));
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, Map.of());
        assertThat(configuration.dicom().commitment().after()).isEqualTo("pacs");
        assertThat(configuration.archives()).singleElement().satisfies(archive -> {
            assertThat(archive.commitment()).isTrue();
            assertThat(archive.objects()).containsExactlyInAnyOrder(ResultKind.ORIGINAL, ResultKind.SR);
        });
        write(after.formatted("retention"));
        assertThat(GatewayConfiguration.read(folder, Map.of())
                        .dicom()
                        .commitment()
                        .after())
                .isNull();

        write(after.formatted("pacs"));
        assertThat(faults())
                .singleElement()
                .asString()
                .contains("1:29: dicom.commitment.after must be retention, or the name of a destination of type dicom");
        for (String unfit : List.of("objects: [original]", "commitment: true", "commitment: true, objects: [pdf]")) {
            write(pacs.formatted(unfit) + after.formatted("pacs"));
            assertThat(faults())
                    .singleElement()
                    .asString()
                    .contains("2:29: the destination pacs needs commitment: true, and original among its objects");
        }
        write(pacs.formatted("commitment: true, objects: [original, sr], deidentify: {secretFile: %s}"
                        .formatted(Files.write(folder.resolve("research.secret"), new byte[32])))
                + after.formatted("pacs"));
        assertThat(faults())
                .singleElement()
                .asString()
                .contains("2:29: the destination pacs gets other objects than peers ask for: it de-identifies them");
        write(pacs.formatted("commitment: perhaps"));
        assertThat(faults()).singleElement().asString().contains("destinations[0].commitment must be true or false");
    }

    @Test
    void archivesAreAskedByDicomWeb() throws Exception {
        write(
                "pull: [{name: web, dicomweb: 'https://pacs.example.org/dicom-web', token: '${T}', every: 1m, modalities: [ECG, HD]}]");
        WebPullSettings pull = GatewayConfiguration.read(folder, Map.of("T", "secret-token"))
                .webPulls()
                .get(0);
        assertThat(pull.server().url()).hasToString("https://pacs.example.org/dicom-web");
        assertThat(pull.server().credentials()).isNotNull();
        assertThat(pull.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(pull.window()).isEqualTo(Duration.ofHours(24));
        assertThat(pull.modalities()).containsExactly("ECG", "HD");
        assertThat(pull.limit()).isEqualTo(500);
        write("""
                pull:
                  - {name: a, dicomweb: 'http://pacs/dicom-web', user: u, password: p}
                  - {name: a, dicomweb: 'pacs/dicom-web', dicom: PACS@h:104}
                  - {name: b, dicomweb: 'https://pacs/dicom-web', retrieve: get, window: long}
                """);
        assertThat(faults())
                .hasSize(6)
                .anySatisfy(fault -> assertThat(fault).contains(":2:25: credentials go by https only"))
                .anySatisfy(fault -> assertThat(fault).contains("the archive a is given twice"))
                .anySatisfy(fault -> assertThat(fault).contains(":3:").contains("pull[1].dicomweb must be an http"))
                .anySatisfy(fault -> assertThat(fault).contains(":3:").contains("by dicom or by dicomweb"))
                .anySatisfy(fault -> assertThat(fault).contains("pull[2].retrieve is unknown"))
                .anySatisfy(fault -> assertThat(fault).contains("pull[2].window must be a number"));
    }

    @Test
    void reportsGoToServersAndArchives() throws Exception {
        write("""
                destinations:
                  - {name: ehr, url: 'https://ehr.example.org/fhir'}
                  - {name: pacs, type: dicom, dicom: PACS@pacs.example.org:104, objects: [sr], tries: 7}
                """);
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, Map.of());
        assertThat(configuration.destinations())
                .extracting(DestinationSettings::name)
                .containsExactly("ehr");
        assertThat(configuration.archives())
                .containsExactly(new ArchiveSettings(
                        "pacs",
                        new RemoteAe("PACS", "pacs.example.org", 104),
                        false,
                        Set.of(ResultKind.SR),
                        false,
                        null,
                        7));
        write("""
                destinations:
                  - {name: a, type: pacs, dicom: A@b:1}
                  - {name: b, type: dicom, url: 'http://x/fhir'}
                  - {name: c, type: dicom, dicom: A@b:1, objects: [jpeg], tls: true}
                  - {name: c, type: dicom, dicom: A@b:1}
                """);
        assertThat(faults())
                .hasSize(6)
                .anySatisfy(fault -> assertThat(fault).contains("destinations[0].type must be fhir, dicom or dicomweb"))
                .anySatisfy(fault -> assertThat(fault).contains("dicom is missing"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[1].url is unknown"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[2].objects must be original, sr or pdf"))
                .anySatisfy(fault -> assertThat(fault).contains("sent to by TLS only with dicom.tls"))
                .anySatisfy(fault -> assertThat(fault).contains("the destination c is given twice"));
    }

    @Test
    void aDestinationMayBeDeidentified() throws Exception {
        Path secret = Files.write(folder.resolve("research.secret"), new byte[32]);
        write("""
                destinations:
                  - {name: a, type: dicom, dicom: A@b:1, deidentify: {secretFile: '%1$s'}}
                  - name: b
                    type: dicom
                    dicom: A@b:1
                    objects: [sr]
                    deidentify: {secretFile: '%1$s', dates: shifted, patientCharacteristics: true}
                """.formatted(secret));
        List<ArchiveSettings> archives =
                GatewayConfiguration.read(folder, Map.of()).archives();
        assertThat(archives).extracting(ArchiveSettings::objects).containsOnly(Set.of(ResultKind.SR));
        assertThat(archives)
                .extracting(ArchiveSettings::deidentify)
                .containsExactly(
                        new Deidentification(secret, DeidentificationSettings.BASIC),
                        new Deidentification(
                                secret, new DeidentificationSettings(DeidentificationSettings.Dates.SHIFTED, true)));
    }

    @Test
    void aFaultInDeidentificationIsTold() throws Exception {
        Path secret = Files.write(folder.resolve("research.secret"), new byte[32]);
        Path shorter = Files.write(folder.resolve("short.secret"), new byte[31]);
        write("""
                destinations:
                  - {name: a, type: dicom, dicom: A@b:1, deidentify: {dates: kept}}
                  - {name: b, type: dicom, dicom: A@b:1, deidentify: {secretFile: '%s', salt: 1}}
                  - {name: c, type: dicom, dicom: A@b:1, deidentify: {secretFile: /nowhere/secret}}
                  - {name: d, type: dicom, dicom: A@b:1, objects: [sr, pdf], deidentify: {secretFile: '%s'}}
                  - {name: e, type: dicom, dicom: A@b:1, deidentify: }
                  - {name: f, url: 'http://x/fhir', deidentify: {secretFile: '%s'}}
                """.formatted(shorter, secret, secret));
        assertThat(faults())
                .hasSize(8)
                .anySatisfy(fault -> assertThat(fault)
                        .contains(":2:62: destinations[0].deidentify.dates must be removed or shifted"))
                .anySatisfy(fault -> assertThat(fault).contains(":2:").contains("deidentify.secretFile is missing"))
                .anySatisfy(fault -> assertThat(fault).contains(":3:").contains("a secret has at least 32 bytes"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[1].deidentify.salt is unknown"))
                .anySatisfy(fault -> assertThat(fault).contains("the secret /nowhere/secret cannot be read"))
                .anySatisfy(fault -> assertThat(fault).contains(":5:").contains("a PDF cannot be de-identified"))
                .anySatisfy(fault -> assertThat(fault).contains(":6:").contains("deidentify.secretFile is missing"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[5].deidentify is unknown"));
    }

    @Test
    void reportsGoByStow() throws Exception {
        write("""
                destinations:
                  - {name: web, type: dicomweb, url: 'https://pacs.example.org/dicom-web', token: secret-token, objects: [sr], tries: 7, timeout: 5s}
                  - {name: near, type: dicomweb, url: 'http://127.0.0.1:8042/dicom-web', user: u, password: '${PACS_PASSWORD}'}
                """);
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, Map.of("PACS_PASSWORD", "secret-word"));
        WebArchiveSettings web = configuration.webArchives().get(0);
        assertThat(web.server().url()).hasToString("https://pacs.example.org/dicom-web");
        assertThat(web.server().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(web.objects()).containsExactly(ResultKind.SR);
        assertThat(web.tries()).isEqualTo(7);
        assertThat(configuration.webArchives().get(1).server().credentials()).isNotNull();
        assertThat(configuration.toString()).doesNotContain("secret-token", "secret-word");
    }

    @Test
    void aFaultInADicomWebDestinationIsTold() throws Exception {
        write("""
                destinations:
                  - {name: a, type: dicomweb}
                  - {name: b, type: dicomweb, url: 'https://u:p@h/dicom-web'}
                  - {name: c, type: dicomweb, url: 'http://pacs/dicom-web', token: abc}
                  - {name: d, type: dicomweb, url: 'https://pacs/dicom-web', token: 'a b', user: u}
                  - {name: e, type: dicomweb, url: 'https://pacs/dicom-web', user: 'a:b', password: x}
                  - {name: f, type: dicomweb, url: 'http://pacs/dicom-web', tls: true}
                  - {name: g, type: dicomweb, url: 'https://pacs/dicom-web', timeout: 3m, dicom: A@b:1}
                """);
        assertThat(faults())
                .hasSize(11)
                .anySatisfy(fault -> assertThat(fault).contains(":2:").contains("url is missing"))
                .anySatisfy(fault -> assertThat(fault).contains(":3:").contains("destinations[1].url must be an http"))
                .anySatisfy(fault -> assertThat(fault).contains(":4:36: credentials go by https only, except to this"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[3].token must be a bearer token"))
                .anySatisfy(fault -> assertThat(fault).contains(":5:").contains("either token or user"))
                .anySatisfy(fault -> assertThat(fault).contains(":5:").contains("user and password go together"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[4].user must be a user name without"))
                .anySatisfy(fault -> assertThat(fault).contains(":7:").contains("serve addresses of https"))
                .anySatisfy(fault -> assertThat(fault).contains(":7:").contains("only where there is dicom.tls"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[6].timeout must be a number"))
                .anySatisfy(fault -> assertThat(fault).contains("destinations[6].dicom is unknown"));
    }

    private List<String> faults() {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> GatewayConfiguration.read(folder, Map.of()));
        return refused.faults().stream().map(ConfigurationFault::toString).toList();
    }

    @Test
    void dicomAndHttpNeedPortsOfTheirOwn() throws Exception {
        write("dicom:\n  port: 9000\nhttp:\n  port: 9000\n");
        assertThat(faults(Map.of())).singleElement().satisfies(fault -> assertThat(fault.toString())
                .endsWith("einthoven.yaml:4:9: dicom.port and http.port are both 9000; each needs a port of its own"));

        assertThat(faults(Map.of("EINTHOVEN_HTTP_PORT", "9000")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.file()).isEqualTo("EINTHOVEN_HTTP_PORT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dicom: {port: 0}\nhttp: {port: 0}\n",
                "dicom: {port: 9000, bind: 127.0.0.1}\nhttp: {port: 9000, bind: 127.0.0.2}\n"
            })
    void portsThatDoNotMeetMayBeEqual(String yaml) throws Exception {
        write(yaml);

        GatewayConfiguration configuration = GatewayConfiguration.read(folder, Map.of());

        assertThat(configuration.dicom().port()).isEqualTo(configuration.http().port());
    }

    @Test
    void aFileWithAnotherEndingIsToldItsRightName() throws Exception {
        Files.writeString(folder.resolve("einthoven.yml"), "security: open\n");

        assertThat(faults(Map.of())).singleElement().satisfies(fault -> assertThat(fault.toString())
                .endsWith("einthoven.yml:1:1: this file is not read; it must be called einthoven.yaml"));

        write("security: open\n");
        assertThat(GatewayConfiguration.read(folder, Map.of()).security()).isEqualTo(Security.OPEN);
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws Exception {
        Files.write(
                folder.resolve("einthoven.yaml"),
                "data: x\nmodel: m\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(faults(Map.of())).singleElement().satisfies(fault -> assertThat(fault.toString())
                .endsWith("einthoven.yaml:2:9: not UTF-8, which it must be"));
    }

    private List<ConfigurationFault> faults(Map<String, String> environment) {
        ConfigurationException exception = catchThrowableOfType(
                ConfigurationException.class, () -> GatewayConfiguration.read(folder, environment));
        assertThat(exception).isNotNull();
        return exception.faults();
    }

    private void write(String text) throws Exception {
        Files.writeString(folder.resolve("einthoven.yaml"), text);
    }
}
