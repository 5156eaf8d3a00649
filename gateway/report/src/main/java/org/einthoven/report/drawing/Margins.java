package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.report.drawing.Shape.Text;
import org.jspecify.annotations.Nullable;

/** The text above and below the grid. */
final class Margins {
    private static final double TOP_LINE = 10;
    private static final double LINE = 4.2;
    private static final double SIZE = 3.2;
    private static final double TITLE_SIZE = 4.2;
    private static final double FINDINGS_LEFT = 140;
    private static final double FINDINGS_WIDTH = PageComposer.RIGHT - FINDINGS_LEFT;
    private static final double PAGE_NUMBER_WIDTH = 25;
    private static final double FOOT_LINE = 200;
    /** Where there are more of them, closer, so that the paper's edge stays free. */
    private static final double FIRST_OF_THREE = 198.6;

    private static final double CLOSE_LINE = 3.8;
    private static final double WIDTH = PageComposer.RIGHT - PageComposer.LEFT;
    private static final double BANNER_WIDTH = FINDINGS_LEFT - PageComposer.LEFT - 4;
    private final EcgRecording recording;
    private final DrawingOptions options;
    private final Map<Lead, Double> offsets;
    private final int number;
    private final int drawn;
    private final long possible;

    /**
     * @param number the page's, from 1
     * @param drawn how many pages the drawing has
     * @param possible how many the whole recording would have
     */
    Margins(
            EcgRecording recording,
            DrawingOptions options,
            Map<Lead, Double> offsets,
            int number,
            int drawn,
            long possible) {
        this.recording = recording;
        this.options = options;
        this.offsets = offsets;
        this.number = number;
        this.drawn = drawn;
        this.possible = possible;
    }

    List<Shape> shapes(Sheet sheet, List<String> remarks, LeadRemarks leadRemarks) {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(text(PageComposer.LEFT, TOP_LINE, TITLE_SIZE, BANNER_WIDTH, title()));
        if (options.patientBanner()) {
            addLines(shapes, PageComposer.LEFT, TOP_LINE + LINE, BANNER_WIDTH, PatientBanner.of(recording));
        }
        addLines(shapes, FINDINGS_LEFT, TOP_LINE, FINDINGS_WIDTH, found());
        List<String> notes = footnotes(remarks, leadRemarks);
        double foot = notes.size() > 1 ? FIRST_OF_THREE : FOOT_LINE;
        double line = notes.size() > 1 ? CLOSE_LINE : LINE;
        shapes.add(text(PageComposer.LEFT, foot, SIZE, WIDTH - PAGE_NUMBER_WIDTH, scale(sheet)));
        shapes.add(new Text(PageComposer.RIGHT, foot, SIZE, true, "Page " + number + " of " + drawn));
        for (int i = 0; i < notes.size(); i++) {
            shapes.add(text(PageComposer.LEFT, foot + (i + 1) * line, SIZE, WIDTH, notes.get(i)));
        }
        return shapes.stream()
                .filter(s -> !(s instanceof Text t && t.text().isEmpty()))
                .toList();
    }

    /** "Research use only" stands wherever a program found something. */
    private List<String> found() {
        if (options.findings() != null) {
            return FindingLines.of(options.findings(), SIZE, FINDINGS_WIDTH);
        }
        return options.beats() == null ? List.of() : List.of(FindingLines.RESEARCH_USE_ONLY);
    }

    private String title() {
        int leads = recording.leads().size();
        return leads == 1 ? "ECG, 1 lead" : "ECG, " + leads + " leads";
    }

    private String scale(Sheet sheet) {
        return "25 mm/s · 10 mm/mV · " + number(recording.samplingRateHz()) + " Hz · no filter added · shown: "
                + number(sheet.start()) + " to " + number(Math.min(sheet.end(), recording.durationSeconds())) + " s of "
                + number(recording.durationSeconds()) + " s";
    }

    /** In one line, or in two with what is said of leads in few words. */
    private List<String> footnotes(List<String> remarks, LeadRemarks leadRemarks) {
        String notes = footnotes(remarks, leadRemarks.footnote());
        if (OutlineFont.SANS.width(PrintableText.line(notes), SIZE) <= WIDTH) {
            return List.of(notes);
        }
        notes = PrintableText.line(footnotes(remarks, leadRemarks.shortFootnote()));
        if (OutlineFont.SANS.width(notes, SIZE) <= WIDTH) {
            return List.of(notes);
        }
        int end = notes.lastIndexOf(' ');
        while (end > 0 && OutlineFont.SANS.width(notes.substring(0, end), SIZE) > WIDTH) {
            end = notes.lastIndexOf(' ', end - 1);
        }
        return end <= 0 ? List.of(notes) : List.of(notes.substring(0, end), notes.substring(end + 1));
    }

    private String footnotes(List<String> remarks, @Nullable String ofLeads) {
        List<String> notes = new ArrayList<>(remarks);
        if (ofLeads != null) {
            notes.add(ofLeads);
        }
        if (drawn < possible) {
            notes.add("The drawing ends here; the recording goes on (" + possible + " pages)");
        }
        String removed = offsets.entrySet().stream()
                .filter(e -> e.getValue() != 0)
                .map(e -> e.getKey().name() + " " + number(e.getValue()) + " mV")
                .collect(Collectors.joining(", "));
        if (!removed.isEmpty()) {
            notes.add("Constant offset taken off: " + removed);
        }
        return String.join(" · ", notes);
    }

    private static void addLines(List<Shape> shapes, double x, double y, double width, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            shapes.add(text(x, y + i * LINE, SIZE, width, lines.get(i)));
        }
    }

    private static Text text(double x, double y, double size, double width, String text) {
        return new Text(x, y, size, false, PrintableText.fit(text, size, width));
    }

    /** At most two decimals, and none that say nothing. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
