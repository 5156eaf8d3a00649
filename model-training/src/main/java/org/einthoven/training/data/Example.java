package org.einthoven.training.data;

import java.util.List;
import java.util.Objects;

/**
 * One record of a data set: its labels and its windows of 10 s.
 *
 * @param name the record's name in its set: "A0001"
 * @param group records of one group go into the same part of a split: the patient as far as the set tells
 * @param windows at least one
 */
public record Example(DataSet set, String name, String group, TaskLabels labels, List<Window> windows) {
    public Example {
        Objects.requireNonNull(set);
        Objects.requireNonNull(name);
        Objects.requireNonNull(group);
        Objects.requireNonNull(labels);
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("an example has at least one window");
        }
    }

    /** "cpsc2018/A0001". */
    public String id() {
        return set.folder() + "/" + name;
    }
}
