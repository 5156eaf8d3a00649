package org.einthoven.training.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Task;

/**
 * One label a task.
 *
 * @param labels in the order of {@link Task#values()}
 */
public record TaskLabels(List<Label> labels) {
    public TaskLabels {
        labels = List.copyOf(labels);
        if (labels.size() != Task.values().length) {
            throw new IllegalArgumentException(
                    Task.values().length + " labels are needed, one a task, not " + labels.size());
        }
    }

    /** Labels from a map; a task that it lacks is unknown. */
    static TaskLabels of(Map<Task, Label> known) {
        Map<Task, Label> all = new EnumMap<>(Task.class);
        Arrays.stream(Task.values()).forEach(task -> all.put(task, known.getOrDefault(task, Label.UNKNOWN)));
        return new TaskLabels(List.copyOf(all.values()));
    }

    public Label of(Task task) {
        return labels.get(task.ordinal());
    }

    public boolean isPresent(Task task) {
        return of(task) == Label.PRESENT;
    }

    public boolean isKnown(Task task) {
        return of(task) != Label.UNKNOWN;
    }

    /** Those that are known: whether the finding is present. */
    public Map<Task, Boolean> asMap() {
        Map<Task, Boolean> known = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            if (isKnown(task)) {
                known.put(task, isPresent(task));
            }
        }
        return known;
    }

    /** Whether a data set says anything at all about this record. */
    public boolean anyKnown() {
        return labels.stream().anyMatch(label -> label != Label.UNKNOWN);
    }
}
