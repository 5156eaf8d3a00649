package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;
import org.einthoven.report.drawing.Shape.Text;

/** Lines of text down a page and on to the next, in columns where asked. */
final class TextFlow {
    private static final double TOP = 14;
    private static final double BOTTOM = 192;
    private static final double FOOT = 200;
    private static final double SIZE = 3.4;
    private static final double LINE = 4.8;
    private static final double HEADING_SIZE = 4;
    private static final double TITLE_SIZE = 5;
    private static final double FOOT_SIZE = 3;
    private static final double PAGE_NUMBER_WIDTH = 30;
    private static final Stroke RULE = new Stroke(0xBDBDBD, 0.2, false);

    private final String foot;
    private final List<List<Shape>> pages = new ArrayList<>();
    private double y;

    /** @param foot stands below each page */
    TextFlow(String foot) {
        this.foot = foot;
        pages.add(new ArrayList<>());
        y = TOP;
    }

    void title(String text) {
        put(PageComposer.LEFT, TITLE_SIZE, text);
        y += LINE + 1;
    }

    /** A heading with a line below it, which never stands last on a page. */
    void heading(String text) {
        y += LINE / 2;
        makeRoom(3 * LINE);
        put(PageComposer.LEFT, HEADING_SIZE, text);
        double rule = y + 1.2;
        shapes().add(Path.of(List.of(new double[] {PageComposer.LEFT, rule, PageComposer.RIGHT, rule}), RULE));
        y += LINE + 1;
    }

    void line(String text) {
        wrapped(PageComposer.LEFT, text);
    }

    /** A line of cells that need no wrapping, by where each begins. */
    void row(Map<Double, String> cells) {
        makeRoom(LINE);
        new TreeMap<>(cells).forEach((x, text) -> put(x, SIZE, text));
        y += LINE;
    }

    /** A name, and beside it a text of as many lines as it takes. */
    void row(String name, double x, String text) {
        makeRoom(LINE);
        shapes().add(new Text(
                PageComposer.LEFT, y, SIZE, false, PrintableText.fit(name, SIZE, x - PageComposer.LEFT - 1)));
        wrapped(x, text);
    }

    List<Page> pages() {
        List<Page> done = new ArrayList<>();
        for (List<Shape> shapes : pages) {
            double width = PageComposer.RIGHT - PageComposer.LEFT - PAGE_NUMBER_WIDTH;
            shapes.add(new Text(PageComposer.LEFT, FOOT, FOOT_SIZE, false, PrintableText.fit(foot, FOOT_SIZE, width)));
            String number = "Report, page " + (done.size() + 1) + " of " + pages.size();
            shapes.add(new Text(PageComposer.RIGHT, FOOT, FOOT_SIZE, true, number));
            done.add(new Page(shapes));
        }
        return done;
    }

    private void wrapped(double x, String text) {
        for (String line : lines(text, PageComposer.RIGHT - x)) {
            makeRoom(LINE);
            put(x, SIZE, line);
            y += LINE;
        }
    }

    /** Broken at spaces; a word that is wider than the line is cut. */
    private static List<String> lines(String text, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : PrintableText.line(text).split(" ")) {
            if (!line.isEmpty() && OutlineFont.SANS.width(line + " " + word, SIZE) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines.stream().map(l -> PrintableText.fit(l, SIZE, width)).toList();
    }

    private void put(double x, double size, String text) {
        String fitting = PrintableText.fit(text, size, PageComposer.RIGHT - x);
        if (!fitting.isEmpty()) {
            shapes().add(new Text(x, y, size, false, fitting));
        }
    }

    private void makeRoom(double height) {
        if (y + height - LINE > BOTTOM) {
            pages.add(new ArrayList<>());
            y = TOP;
        }
    }

    private List<Shape> shapes() {
        return pages.get(pages.size() - 1);
    }
}
