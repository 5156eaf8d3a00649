package org.einthoven.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationRemarksTest {
    @TempDir
    Path folder;

    @Test
    void oneGatewayByItselfNeedsNone() throws Exception {
        assertThat(remarks("")).isEmpty();
        assertThat(remarks("destinations:\n  - name: ehr\n    url: http://127.0.0.1:8090/fhir\n"))
                .isEmpty();
    }

    @Test
    void nodesThatShareEverythingNeedNone() throws Exception {
        assertThat(remarks("queue: kafka\nnode: one\nledger: postgresql://u:p@db/einthoven\nobjects: /mnt/ecgs\n"))
                .isEmpty();
    }

    @Test
    void aSharedQueueNeedsASharedLedgerAndOriginals() throws Exception {
        assertThat(remarks("queue: kafka\n"))
                .satisfiesExactly(
                        ledger -> assertThat(ledger).contains("the same PostgreSQL in ledger:"),
                        originals -> assertThat(originals).contains("objects: is not set"));
    }

    @Test
    void aSharedLedgerNeedsSharedOriginals() throws Exception {
        assertThat(remarks("node: one\nledger: postgresql://u:p@db/einthoven\n"))
                .singleElement()
                .asString()
                .contains("objects: is not set");
    }

    @Test
    void theGatewayIsNoDestinationOfItself() throws Exception {
        for (String host : List.of("localhost", "127.0.0.1", "ecg.example.org")) {
            assertThat(remarks(
                            "http:\n  baseUrl: https://ecg.example.org\ndestinations:\n  - name: ehr\n    url: http://"
                                    + host + ":8080/fhir\n"))
                    .singleElement()
                    .asString()
                    .contains("ehr is this gateway's own FHIR endpoint");
        }
    }

    @Test
    void norBehindItsProxy() throws Exception {
        assertThat(remarks("http:\n  baseUrl: https://ecg.example.org\ndestinations:\n  - name: ehr\n"
                        + "    url: https://ecg.example.org/fhir\n"))
                .hasSize(1);
        assertThat(remarks("http:\n  baseUrl: https://ecg.example.org\ndestinations:\n  - name: ehr\n"
                        + "    url: https://ecg.example.org/ehr/fhir\n"))
                .isEmpty();
    }

    @Test
    void anArchiveThatIsToCommitMustBeAbleToCall() throws Exception {
        String destination =
                "destinations:\n  - name: pacs\n    type: dicom\n    dicom: PACS@h:104\n    commitment: %s\n%s";
        String callers = "dicom: {bind: 0.0.0.0, allowedCallers: [%s]}\n";
        for (String rejected : List.of("CART1", "", "'PACS2@10.1.2.3'")) {
            assertThat(remarks(destination.formatted("true", callers.formatted(rejected))))
                    .singleElement()
                    .asString()
                    .contains("einthoven.yaml:5:17: dicom.allowedCallers does not name PACS: ");
        }
        for (String taken : List.of("PACS", "CART1, PACS@10.1.2.3", "'*@10.1.0.0/16'")) {
            assertThat(remarks(destination.formatted("true", callers.formatted(taken))))
                    .isEmpty();
        }
        assertThat(remarks(destination.formatted("true", ""))).as("on loopback").isEmpty();
        assertThat(remarks(destination.formatted("false", callers.formatted("CART1"))))
                .isEmpty();
    }

    private List<String> remarks(String yaml) throws Exception {
        Files.writeString(folder.resolve("einthoven.yaml"), yaml);
        return ConfigurationRemarks.of(GatewayConfiguration.read(folder, Map.of()));
    }
}
