package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.einthoven.training.chart.Markup;

/** A table, as HTML and as Markdown. */
final class Table {
    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        this.heading = List.of(heading);
    }

    Table row(String... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException("a row has " + heading.size() + " cells, not " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String toHtml() {
        return "<div class=\"wide\"><table>\n<thead>" + html(heading, "th") + "</thead>\n<tbody>\n"
                + rows.stream().map(row -> html(row, "td") + "\n").collect(Collectors.joining())
                + "</tbody></table></div>\n";
    }

    private static String html(List<String> cells, String element) {
        return cells.stream()
                .map(cell -> "<" + element + ">" + Markup.escape(cell) + "</" + element + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    String toMarkdown() {
        return markdown(heading) + "|---".repeat(heading.size()) + "|\n"
                + rows.stream().map(Table::markdown).collect(Collectors.joining());
    }

    private static String markdown(List<String> cells) {
        return cells.stream().map(MarkdownPage::plain).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
