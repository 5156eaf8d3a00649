package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.einthoven.ecg.Task;
import org.einthoven.training.loop.TextFile;
import org.jspecify.annotations.Nullable;

/**
 * Labels from a table: {@code record,af,pvc} and for each record its file's name without ending, or its path below the folder where names recur,
 * and 1, 0 or nothing where nobody looked; a column {@code patient} tells whose records these are where the files do not.
 */
final class RecordLabels {
    static final RecordLabels NONE = new RecordLabels(Map.of());
    private static final String RECORD = "record";
    private static final String PATIENT = "patient";

    private final Map<String, Row> rows;
    private final Set<String> used = new LinkedHashSet<>();

    private RecordLabels(Map<String, Row> rows) {
        this.rows = rows;
    }

    /** @param patient null where the table does not say */
    record Row(@Nullable String patient, Map<Task, Boolean> labels) {
        static final Row EMPTY = new Row(null, Map.of());
    }

    /** @throws IOException naming the line that is wrong */
    static RecordLabels read(Path file) throws IOException {
        List<String> lines = TextFile.lines(file);
        String[] heading = lines.isEmpty() ? new String[] {""} : lines.get(0).split(",", -1);
        if (!heading[0].strip().equals(RECORD)) {
            throw new IOException(file + " begins with the line 'record,' and tasks such as af,pvc");
        }
        List<@Nullable Task> columns = columns(file, heading);
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            if (cells.length != heading.length) {
                throw new IOException(
                        file + ":" + (i + 1) + ": " + cells.length + " cells in place of " + heading.length);
            }
            if (rows.put(cells[0].strip(), row(file, i, columns, cells)) != null) {
                throw new IOException(file + ":" + (i + 1) + ": the record stands twice");
            }
        }
        return new RecordLabels(rows);
    }

    /** Null for the patient's. */
    private static List<@Nullable Task> columns(Path file, String[] heading) throws IOException {
        List<@Nullable Task> columns = new ArrayList<>();
        for (int i = 1; i < heading.length; i++) {
            String name = heading[i].strip();
            Optional<Task> task = Task.ofId(name);
            if (task.isEmpty() && !name.equals(PATIENT)) {
                throw new IOException(file + ":1: '" + name + "' is no task (af, afl, pac, pvc, avb1, mi) nor patient");
            }
            columns.add(task.orElse(null));
        }
        return columns;
    }

    private static Row row(Path file, int line, List<@Nullable Task> columns, String[] cells) throws IOException {
        String patient = null;
        Map<Task, Boolean> labels = new EnumMap<>(Task.class);
        for (int i = 1; i < cells.length; i++) {
            Task task = columns.get(i - 1);
            String cell = cells[i].strip();
            if (task == null) {
                patient = cell.isEmpty() ? null : cell;
            } else if (cell.equals("1") || cell.equals("0")) {
                labels.put(task, cell.equals("1"));
            } else if (!cell.isEmpty()) {
                throw new IOException(file + ":" + (line + 1) + ": a label is 1, 0 or nothing, not '" + cell + "'");
            }
        }
        return new Row(patient, labels);
    }

    /** @param path below the folder, with '/' and without ending; the row of a path comes before that of its name */
    synchronized Row of(String path, String name) {
        String record = rows.containsKey(path) ? path : name;
        Row row = rows.get(record);
        if (row != null) {
            used.add(record);
        }
        return row == null ? Row.EMPTY : row;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether a row names it so. */
    boolean names(String record) {
        return rows.containsKey(record);
    }

    /** Those of which no file was asked for. */
    synchronized List<String> unused() {
        return rows.keySet().stream().filter(record -> !used.contains(record)).toList();
    }
}
