package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The conformance statement, docs/conformance-dicom.md. Its tables between {@code <!-- generated: NAME -->} and
 * {@code <!-- end -->} are what the code says; with {@code -Deinthoven.conformance=write} a test puts its table there: one process at
 * a time ({@code -Dtest.forks=1}).
 */
public final class ConformancePage {
    private static final Path PAGE = Path.of("../../docs/conformance-dicom.md");
    private static final boolean WRITES = "write".equals(System.getProperty("einthoven.conformance"));

    private ConformancePage() {}

    /**
     * Fails where the table of this name is another one, with the one that should stand there.
     *
     * @param rows the first is the heading
     */
    public static void assertTable(String name, List<List<String>> rows) throws IOException {
        String table = markdown(rows);
        if (WRITES) {
            write(name, table);
        } else {
            String page = Files.readString(PAGE);
            assertThat(matcher(name, page).group(2))
                    .as("the table %s of %s; -Deinthoven.conformance=write -Dtest.forks=1 writes it", name, PAGE)
                    .isEqualTo(table);
        }
    }

    private static synchronized void write(String name, String table) throws IOException {
        String page = Files.readString(PAGE);
        Matcher matcher = matcher(name, page);
        Files.writeString(PAGE, page.substring(0, matcher.start(2)) + table + page.substring(matcher.end(2)));
    }

    private static Matcher matcher(String name, String page) {
        Matcher matcher = Pattern.compile("(?s)(<!-- generated: " + Pattern.quote(name) + " -->\n)(.*?)(<!-- end -->)")
                .matcher(page);
        assertThat(matcher.find()).as("%s has the table %s", PAGE, name).isTrue();
        return matcher;
    }

    private static String markdown(List<List<String>> rows) {
        String rule = "|---".repeat(rows.get(0).size()) + "|\n";
        List<String> lines = rows.stream().map(ConformancePage::line).toList();
        return lines.get(0) + rule + lines.stream().skip(1).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
