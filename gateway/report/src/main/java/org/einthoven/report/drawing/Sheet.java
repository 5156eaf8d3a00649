package org.einthoven.report.drawing;

import java.util.List;
import java.util.stream.Stream;
import org.einthoven.ecg.Lead;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which lead stands where on a page.
 *
 * @param rows from top to bottom
 * @param spaces how many rows there is room for, so that a last page with fewer looks like the others
 */
record Sheet(List<Row> rows, int spaces) {
    /** What a row of 250 mm shows at 25 mm/s. */
    static final double ROW_SECONDS = 10;

    Sheet {
        rows = List.copyOf(rows);
    }

    /** What of the beats is marked along a row. */
    enum Marks {
        /** Another row has the marks. */
        NONE,
        /** A tick each QRS complex. */
        TICKS,
        /** The same, and how long each wave is. */
        WAVES
    }

    /** Stretches of leads from left to right. */
    record Row(List<Stretch> stretches, Marks marks) {
        Row {
            stretches = List.copyOf(stretches);
        }
    }

    /**
     * A part of a lead.
     *
     * @param from the first second, of the recording
     * @param to where it ends
     * @param offset where in its row it begins, in seconds
     * @param time where a row of one lead begins, in words, empty where that goes without saying; null where the label stands
     *     above the curve
     */
    record Stretch(
            Lead lead,
            double from,
            double to,
            double offset,
            @Nullable String time) {}

    /** The last second that a sheet shows. */
    double end() {
        return stretches().mapToDouble(Stretch::to).max().orElse(0);
    }

    double start() {
        return stretches().mapToDouble(Stretch::from).min().orElse(0);
    }

    /** Whether what stands side by side was recorded at the same time. */
    boolean columnsBeginTogether() {
        return stretches().anyMatch(s -> s.offset() > 0 && s.from() == start());
    }

    private Stream<Stretch> stretches() {
        return rows.stream().flatMap(r -> r.stretches().stream());
    }
}
