package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.einthoven.app.configuration.ConfigurationFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationCheckTest {
    private static final String ROUTE = """
            - route:
                id: mine
                from:
                  uri: %s
                  parameters:
                    %s
                  steps:
                    - %s
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void makeRoutes() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
    }

    @Test
    void theBuiltInRoutesHaveNoFault() throws Exception {
        assertThat(ConfigurationCheck.faults(null, Map.of())).isEmpty();
    }

    @Test
    void everyRouteFileOfTheSourceTreeIsBuiltIn() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../../routes"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(RouteFiles.BUILT_IN);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timer:x      | {period: banana}      | log: hello                            | 6:6  | 'period'
            timer:x      | {perod: 5s}           | log: hello                            | 6:6  | did you mean 'period'
            tymer:x      | {period: 5s}          | log: hello                            | 4:12 | did you mean 'timer'
            timer:x      | {period: "{{perod}}"} | log: hello                            | 6:6  | placeholder {{perod}}
            dicom:store  | {aeTitel: A}          | log: hello                            | 6:6  | did you mean 'aeTitle'
            dicom:store  | {port: eleven}        | log: hello                            | 6:6  | must be a whole number
            dicom:stroe  | {port: 1}             | log: hello                            | 4:12 | one of store, echo
            dicom:store  | {allowedCallers: "*"} | log: hello                            | 6:6  | needs addresses
            dicom:store  | {calledAeTitles: 12345678901234567} | log: hello              | 6:6  | AE title
            dicom:store  | {sopClasses: 1.2.840.10008.1.1} | log: hello                  | 6:6  | no UID of a storage SOP class
            dicom:store  | {maxPduLength: 100}   | log: hello                            | 6:6  | 4096 to 1048576
            timer:x      | {period: 5s}          | to: {uri: "dicom:echo?remote=A@h"}    | 8:21 | 'remote': a remote AE is written AETITLE@HOST:PORT
            timer:x      | {period: 5s}          | to: {uri: "dicom:find?remote=A@h:104&keys=StudyDay=1"} | 8:21 | 'StudyDay' is no keyword
            timer:x      | {period: 5s}          | lgo: hello                            | 8:11 | did you mean 'log'
            timer:x      | {period: 5s}          | to: ecg:decodde                       | 8:15 | one of decode, measure, normalise, predict, report
            timer:x      | {period: 5s}          | to: {uri: "ecg:decode?timeZon=UTC"}   | 8:21 | no option 'timeZon'
            timer:x      | {period: 5s}          | bean: {ref: archiv, method: open}     | 8:23 | did you mean 'archive'
            timer:x      | {period: 5s}          | bean: {ref: archive, method: opne}    | 8:40 | did you mean 'open'
            timer:x      | {period: 5s}          | to: direct:nowhere                    | 8:15 | no route starts from direct:nowhere
            """)
    void aMistakeInARouteIsFoundAtItsPlace(String from, String parameters, String step, String place, String message)
            throws Exception {
        write("routes/50-mine.yaml", ROUTE.formatted(from, parameters, step));

        List<ConfigurationFault> faults = ConfigurationCheck.faults(folder, Map.of());

        String column = place.startsWith("6:") ? "6:\\d+" : place;
        assertThat(faults).anySatisfy(fault -> assertThat(fault.toString())
                .containsPattern("50-mine\\.yaml:" + column + ": ")
                .contains(message));
        assertThat(faults).hasSize(1);
    }

    @Test
    void brokenYamlIsOneFaultAtItsPlace() throws Exception {
        write("routes/50-mine.yaml", "- route:\n    id: [x\n");

        assertThat(ConfigurationCheck.faults(folder, Map.of()))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("50-mine.yaml:3:1: not YAML"));
    }

    @Test
    void faultsOfTheConfigurationAndTheRoutesAreToldAtOnce() throws Exception {
        write("einthoven.yaml", "dicom:\n  prot: 1\nhttp:\n  port: 99999\nsecurity: opne\n");
        write("routes/50-mine.yaml", ROUTE.formatted("timer:x", "{period: banana}", "log: hello"));

        assertThat(ConfigurationCheck.faults(folder, Map.of()))
                .extracting(ConfigurationFault::line)
                .containsExactlyInAnyOrder(2, 4, 5, 6);
    }

    @Test
    void aRouteFileThatIsNotUtf8IsNamed() throws Exception {
        Files.write(folder.resolve("routes/50-mine.yaml"), "# \u00e9lectro\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ConfigurationCheck.faults(folder, Map.of())).singleElement().satisfies(fault -> assertThat(
                        fault.toString())
                .endsWith("50-mine.yaml:1:3: not UTF-8, which it must be"));
    }

    @Test
    void whatARunWouldRefuseIsAFault() throws Exception {
        write("einthoven.yaml", "destinations:\n  - {name: ehr, url: \"http://user:secret@host\"}\n");

        assertThat(ConfigurationCheck.faults(folder, Map.of())).singleElement().satisfies(fault -> assertThat(
                        fault.toString())
                .contains("einthoven.yaml:2:22: destinations[0].url")
                .doesNotContain("secret"));
    }

    @Test
    void anArchiveThatIsToCommitNeedsARouteThatListens() throws Exception {
        String destination = "destinations: [{name: pacs, type: dicom, dicom: 'PACS@h:104', commitment: %s}]\n";
        write("einthoven.yaml", destination.formatted("true"));
        assertThat(ConfigurationCheck.remarks(folder, Map.of())).isEmpty();
        write("routes/10-receive-dicom.yaml", "# no DICOM here\n");
        assertThat(ConfigurationCheck.faults(folder, Map.of())).isEmpty();
        assertThat(ConfigurationCheck.remarks(folder, Map.of()))
                .singleElement()
                .asString()
                .contains("10-receive-dicom.yaml:1:1: no route receives by dicom:store, so the archive pacs");

        write("routes/50-mine.yaml", ROUTE.formatted("dicom:store", "{port: 1}", "log: hello"));
        assertThat(ConfigurationCheck.remarks(folder, Map.of())).isEmpty();
        Files.delete(folder.resolve("routes/50-mine.yaml"));
        write("einthoven.yaml", destination.formatted("false"));
        assertThat(ConfigurationCheck.remarks(folder, Map.of())).isEmpty();
    }

    @Test
    void aFileReplacesTheBuiltInOneOfItsNameAndAnEmptyOneSwitchesItOff() throws Exception {
        write("routes/10-receive-dicom.yaml", "# no DICOM here\n");

        RouteFiles files = RouteFiles.of(folder.resolve("routes"));

        assertThat(ConfigurationCheck.faults(folder, Map.of())).isEmpty();
        assertThat(files.includePattern()).doesNotContain("10-receive-dicom").contains("20-interpret");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
