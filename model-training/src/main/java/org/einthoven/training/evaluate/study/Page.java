package org.einthoven.training.evaluate.study;

import java.util.HashSet;
import java.util.Set;

/** One text in two notations. */
abstract class Page {
    final StringBuilder out = new StringBuilder();
    private final Set<String> told = new HashSet<>();

    /** Whether a reader has not been told it yet: what a kind of figure or table means is told once. */
    final boolean isNew(String caption) {
        return told.add(caption);
    }

    /** Unless it has been told. */
    final void caption(String caption) {
        if (isNew(caption)) {
            paragraph(caption);
        }
    }

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
            caption(caption);
            table(table);
        }
    }
}
