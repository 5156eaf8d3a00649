package org.einthoven.training.evaluate.study;

/** One text in two notations. */
abstract class Page {
    final StringBuilder out = new StringBuilder();

    abstract void title(String text);

    abstract void heading(int level, String text);

    abstract void paragraph(String text);

    abstract void warning(String text);

    abstract void table(Table table);

    abstract void figure(Figures.Drawn figure);

    abstract void endFigures();

    abstract String text();

    /** A section that a reader may want to see, or not. */
    abstract void details(String heading, String caption, Table table);

    void section(String heading, String caption, Table table) {
        if (!table.isEmpty()) {
            heading(4, heading);
            paragraph(caption);
            table(table);
        }
    }
}
