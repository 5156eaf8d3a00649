package org.einthoven.training.evaluate.study;

/** Figures are files beside it. */
final class MarkdownPage extends Page {
    @Override
    void title(String text) {
        heading(1, text);
    }

    @Override
    void heading(int level, String text) {
        out.append("#".repeat(level)).append(' ').append(plain(text)).append("\n\n");
    }

    @Override
    void paragraph(String text) {
        out.append(plain(text)).append("\n\n");
    }

    @Override
    void warning(String text) {
        out.append("**").append(plain(text)).append("**\n\n");
    }

    @Override
    void table(Table table) {
        out.append(table.toMarkdown()).append('\n');
    }

    @Override
    void figure(Figures.Drawn figure) {
        out.append("![").append(plain(figure.name())).append("](figures/").append(figure.name());
        out.append(".svg)\n\n");
        caption(figure.caption());
    }

    @Override
    void details(String heading, String caption, Table table) {
        section(heading, caption, table);
    }

    @Override
    void endFigures() {
        // Figures stand one below the other.
    }

    @Override
    String text() {
        return out.toString();
    }

    /** One line without any notation of its own. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}]+", " ")
                .replaceAll("[\\\\`*_\\[\\]|#]", "\\\\$0")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }
}
