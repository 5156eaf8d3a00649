package org.einthoven.report.drawing;

import java.util.List;
import java.util.stream.IntStream;
import org.einthoven.ecg.Lead;

/**
 * How the twelve leads stand on a page, in rows × columns; a row is ten seconds long. The columns of a page follow each
 * other in time. Where less than nine seconds are left for a page they all begin at its first second, which the page says:
 * one after the other, the last ones would have nothing to show. A lead of the twelve that a recording lacks keeps its
 * place, labelled "not recorded". Leads beside the twelve have rows of their own on further pages.
 */
public enum Layout {
    /**
     * What leaves out least: of all twelve leads 3 × 4 from nine seconds, 6 × 2 up to five, 12 × 1 in between; of any
     * other set of leads a row each.
     */
    AUTOMATIC("automatic", 0),
    /** I II III | aVR aVL aVF | V1-V3 | V4-V6, 2.5 s each, above a rhythm strip of lead II. */
    THREE_BY_FOUR("3x4", 4),
    /** The limb leads beside the chest leads, 5 s each. */
    SIX_BY_TWO("6x2", 2),
    /** A row of 10 s for each lead; tall waves reach into the rows beside. */
    TWELVE_BY_ONE("12x1", 1);

    private final String label;
    private final int columns;

    Layout(String label, int columns) {
        this.label = label;
        this.columns = columns;
    }

    int columns() {
        return columns;
    }

    /** The leads of each row from left to right: their usual order runs down the columns. */
    List<List<Lead>> rows() {
        int rows = Lead.STANDARD.size() / columns;
        return IntStream.range(0, rows)
                .mapToObj(row -> IntStream.range(0, columns)
                        .mapToObj(column -> Lead.STANDARD.get(column * rows + row))
                        .toList())
                .toList();
    }

    /** "3x4", "6x2", "12x1" or "automatic". */
    @Override
    public String toString() {
        return label;
    }
}
