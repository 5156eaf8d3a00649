package org.einthoven.report.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;

/** docs/dicom-results.md names every code that a Structured Report may have. */
class DicomResultsPageTest {
    private static final Path PAGE = Path.of("../../docs/dicom-results.md");
    private static final Pattern CODE = Pattern.compile("(\\S+) (DCM|SCT|LN|MDC|99EINTHOVEN|RFC5646) \"");
    /** The page names the leads' context group instead. */
    private static final Pattern LEAD = Pattern.compile("2:\\d\\d?");

    @Test
    void namesEveryCode() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (EcgReport report : new EcgReport[] {
            measured(Measured.of(100)),
            measured(Measured.absent("of noise")),
            TestEcgs.notAnalysed(TestEcgs.recording())
        }) {
            String tree = ContentTree.of(TestSources.REPORTS
                    .structuredReport(report, TestSources.source(), null)
                    .dataset());
            Matcher matcher = CODE.matcher(tree);
            while (matcher.find()) {
                codes.add(matcher.group(1));
            }
        }
        String page = Files.readString(PAGE);

        assertThat(codes).hasSizeGreaterThan(50);
        assertThat(codes)
                .filteredOn(code -> !LEAD.matcher(code).matches())
                .filteredOn(code -> !Pattern.compile("(?<![\\w:-])" + Pattern.quote(code) + "(?![\\w-])")
                        .matcher(page)
                        .find())
                .isEmpty();
    }

    private static EcgReport measured(Measured each) {
        EcgReport report = TestEcgs.analysed();
        Map<Measure, Measured> all = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            all.put(measure, each);
        }
        return new EcgReport(
                report.recording(),
                report.quality(),
                report.model(),
                report.inference(),
                new Measurements(all, Map.of(), Map.of()),
                report.issued());
    }
}
