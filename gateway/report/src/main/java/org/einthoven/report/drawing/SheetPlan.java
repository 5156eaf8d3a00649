package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.report.drawing.Sheet.Marks;
import org.einthoven.report.drawing.Sheet.Row;
import org.einthoven.report.drawing.Sheet.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * The sheets that a recording would fill, one set each ten seconds: counted, and the first of them made, as one whose rate is
 * wrong may seem to last for years.
 */
final class SheetPlan {
    private static final int MOST_ROWS = 8;
    /** More than any recorder's, fewer than would leave no room to count their rows. */
    private static final double MOST_WINDOWS = 1e9;
    /** Less than a large box beyond ten seconds gets no row of its own. */
    private static final double SHORTEST_REST_SECONDS = 0.2;
    /** The last of four columns then has a second and a half: a beat, from 40 a minute. */
    private static final double CONSECUTIVE_SECONDS = 9;
    /** Where lead II is missing, these show P waves and rhythm best. */
    private static final List<Lead> RHYTHM_LEADS = List.of(Lead.II, Lead.V1, Lead.V5);

    private final EcgRecording recording;
    private final double seconds;
    private final long windows;
    /** Null for a row each lead. */
    private final @Nullable Layout columns;
    /** Those that have a row each. */
    private final List<Lead> others;

    SheetPlan(EcgRecording recording, Layout asked) {
        this.recording = recording;
        this.seconds = recording.durationSeconds();
        this.windows = (long)
                Math.max(1, Math.min(MOST_WINDOWS, Math.ceil((seconds - SHORTEST_REST_SECONDS) / Sheet.ROW_SECONDS)));
        this.others = new ArrayList<>(recording.leads().keySet());
        Layout layout = asked == Layout.AUTOMATIC ? best() : asked;
        this.columns = layout != null && others.removeAll(Lead.STANDARD) ? layout : null;
    }

    /** Of the whole recording. */
    long count() {
        return ofColumns() + ofRows();
    }

    private long ofColumns() {
        return columns == null ? 0 : windows;
    }

    private long ofRows() {
        return others.isEmpty() ? 0 : (windows * others.size() - 1) / rowsPerSheet(others.size()) + 1;
    }

    /** All where it has no more than these. */
    List<Sheet> first(int most) {
        List<Sheet> sheets = new ArrayList<>();
        for (int window = 0; columns != null && window < Math.min(most, windows); window++) {
            sheets.add(columns(columns, window * Sheet.ROW_SECONDS));
        }
        for (int sheet = 0; sheets.size() < most && sheet < ofRows(); sheet++) {
            sheets.add(rows(sheet));
        }
        return sheets;
    }

    /** Null for a row each lead. */
    private @Nullable Layout best() {
        if (!recording.leads().keySet().containsAll(Lead.STANDARD)) {
            return null;
        }
        if (seconds >= CONSECUTIVE_SECONDS) {
            return Layout.THREE_BY_FOUR;
        }
        return seconds <= Sheet.ROW_SECONDS / Layout.SIX_BY_TWO.columns() ? Layout.SIX_BY_TWO : Layout.TWELVE_BY_ONE;
    }

    private Sheet columns(Layout layout, double start) {
        List<Row> rows = new ArrayList<>();
        for (List<Lead> leads : layout.rows()) {
            rows.add(new Row(stretches(leads, start), marks(layout, rows.isEmpty())));
        }
        if (layout == Layout.THREE_BY_FOUR) {
            rows.add(new Row(List.of(stretch(rhythmLead(), start, null)), Marks.WAVES));
        }
        return new Sheet(rows, rows.size());
    }

    /** One row's marks are enough where all rows have one axis of time, and narrow rows have no room for more. */
    private static Marks marks(Layout layout, boolean first) {
        return switch (layout) {
            case TWELVE_BY_ONE -> first ? Marks.TICKS : Marks.NONE;
            case SIX_BY_TWO -> Marks.TICKS;
            default -> Marks.NONE;
        };
    }

    private List<Stretch> stretches(List<Lead> leads, double start) {
        if (leads.size() == 1) {
            return List.of(stretch(leads.get(0), start, ""));
        }
        double length = Sheet.ROW_SECONDS / leads.size();
        double step = seconds - start >= CONSECUTIVE_SECONDS ? length : 0;
        List<Stretch> stretches = new ArrayList<>();
        for (int column = 0; column < leads.size(); column++) {
            double from = start + column * step;
            stretches.add(new Stretch(leads.get(column), from, from + length, column * length, null));
        }
        return stretches;
    }

    private Lead rhythmLead() {
        return Stream.concat(RHYTHM_LEADS.stream(), Lead.STANDARD.stream())
                .filter(recording.leads()::containsKey)
                .findFirst()
                .orElse(Lead.II);
    }

    /** The n-th of those with a row each lead. */
    private Sheet rows(int number) {
        long all = windows * others.size();
        int perSheet = rowsPerSheet(others.size());
        List<Row> rows = new ArrayList<>();
        for (long row = (long) number * perSheet; row < Math.min(all, (number + 1L) * perSheet); row++) {
            double start = row / others.size() * Sheet.ROW_SECONDS;
            String time = windows > 1 ? Math.round(start) + " s" : "";
            Lead lead = others.get((int) (row % others.size()));
            rows.add(new Row(List.of(stretch(lead, start, time)), Marks.TICKS));
        }
        return new Sheet(rows, (int) Math.min(perSheet, all));
    }

    /** All leads of as many ten seconds as fit; the leads in equal parts where not even one set does. */
    private static int rowsPerSheet(int leads) {
        if (leads <= MOST_ROWS) {
            return MOST_ROWS / leads * leads;
        }
        int sheets = (leads + MOST_ROWS - 1) / MOST_ROWS;
        return (leads + sheets - 1) / sheets;
    }

    private static Stretch stretch(Lead lead, double start, @Nullable String time) {
        return new Stretch(lead, start, start + Sheet.ROW_SECONDS, 0, time);
    }
}
