package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which lead stands where on a page.
 *
 * @param rows from top to bottom
 */
record Sheet(List<Row> rows) {
    /** What a row of 250 mm shows at 25 mm/s. */
    static final double ROW_SECONDS = 10;

    private static final double COLUMN_SECONDS = 2.5;
    private static final int MOST_ROWS = 8;
    /** Less than a large box beyond ten seconds gets no row of its own. */
    private static final double SHORTEST_REST_SECONDS = 0.2;

    private static final List<List<Lead>> TWELVE_LEADS = List.of(
            List.of(Lead.I, Lead.AVR, Lead.V1, Lead.V4),
            List.of(Lead.II, Lead.AVL, Lead.V2, Lead.V5),
            List.of(Lead.III, Lead.AVF, Lead.V3, Lead.V6));

    Sheet {
        rows = List.copyOf(rows);
    }

    /** Stretches of leads that follow each other from left to right. */
    record Row(List<Stretch> stretches) {
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
     * @param time where a row of one lead begins, in words, empty where that goes without saying; null in columns
     */
    record Stretch(
            Lead lead,
            double from,
            double to,
            double offset,
            @Nullable String time) {}

    /** All pages that a recording would fill. */
    static List<Sheet> of(EcgRecording recording) {
        List<Lead> others = new ArrayList<>(recording.leads().keySet());
        List<Sheet> sheets = new ArrayList<>();
        if (fillsColumns(recording)) {
            others.removeAll(Lead.STANDARD);
            for (int window = 0; window < windows(recording); window++) {
                sheets.add(columns(window * ROW_SECONDS));
            }
        }
        if (!others.isEmpty()) {
            sheets.addAll(rows(recording, others));
        }
        return sheets;
    }

    /** The last second that a sheet shows. */
    double end() {
        return rows.stream()
                .flatMap(r -> r.stretches().stream())
                .mapToDouble(Stretch::to)
                .max()
                .orElse(0);
    }

    double start() {
        return rows.stream()
                .flatMap(r -> r.stretches().stream())
                .mapToDouble(Stretch::from)
                .min()
                .orElse(0);
    }

    /** Twelve leads long enough that the last column is not empty. */
    private static boolean fillsColumns(EcgRecording recording) {
        return recording.leads().keySet().containsAll(Lead.STANDARD)
                && recording.durationSeconds() > ROW_SECONDS - COLUMN_SECONDS;
    }

    private static int windows(EcgRecording recording) {
        double rows = (recording.durationSeconds() - SHORTEST_REST_SECONDS) / ROW_SECONDS;
        return Math.max(1, (int) Math.ceil(rows));
    }

    private static Sheet columns(double start) {
        List<Row> rows = new ArrayList<>();
        for (List<Lead> leads : TWELVE_LEADS) {
            List<Stretch> stretches = new ArrayList<>();
            for (int column = 0; column < leads.size(); column++) {
                double offset = column * COLUMN_SECONDS;
                Lead lead = leads.get(column);
                double from = start + offset;
                stretches.add(new Stretch(lead, from, from + COLUMN_SECONDS, offset, null));
            }
            rows.add(new Row(stretches));
        }
        rows.add(row(Lead.II, start, null));
        return new Sheet(rows);
    }

    private static List<Sheet> rows(EcgRecording recording, List<Lead> leads) {
        int windows = windows(recording);
        List<Row> rows = new ArrayList<>();
        for (int window = 0; window < windows; window++) {
            for (Lead lead : leads) {
                double start = window * ROW_SECONDS;
                rows.add(row(lead, start, windows > 1 ? Math.round(start) + " s" : ""));
            }
        }
        int perSheet = rowsPerSheet(leads.size());
        List<Sheet> sheets = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += perSheet) {
            sheets.add(new Sheet(rows.subList(first, Math.min(first + perSheet, rows.size()))));
        }
        return sheets;
    }

    /** All leads of as many ten seconds as fit; the leads in equal parts where not even one set does. */
    private static int rowsPerSheet(int leads) {
        if (leads <= MOST_ROWS) {
            return MOST_ROWS / leads * leads;
        }
        int sheets = (leads + MOST_ROWS - 1) / MOST_ROWS;
        return (leads + sheets - 1) / sheets;
    }

    private static Row row(Lead lead, double start, @Nullable String time) {
        return new Row(List.of(new Stretch(lead, start, start + ROW_SECONDS, 0, time)));
    }
}
