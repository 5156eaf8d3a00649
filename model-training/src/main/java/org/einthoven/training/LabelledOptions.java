package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.Task;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that make a classifier of labelled ECGs have in common. */
final class LabelledOptions {
    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "the run's folder")
    private @Nullable Path run;

    @Option(
            names = "--tasks",
            split = ",",
            defaultValue = "af,afl,pac,pvc,avb1,mi",
            description = "those that are not both present and absent in the training part are left out; default"
                    + " ${DEFAULT-VALUE}")
    private List<String> tasks = List.of();

    LabelledOptions() {}

    LabelledOptions(List<Path> data, List<Path> split, Path run) {
        this.stores = new StoreOptions(data, split);
        this.run = run;
        this.tasks = Arrays.stream(Task.values()).map(Task::id).toList();
    }

    List<Path> stores() {
        return stores.stores();
    }

    PatientSplit split() throws IOException {
        return stores.split();
    }

    Path run() {
        return Failures.required(run);
    }

    List<Task> tasks() {
        return tasks(tasks);
    }

    static List<Task> tasks(List<String> ids) {
        List<Task> chosen = new ArrayList<>();
        for (String id : ids) {
            Task task = Task.ofId(id.strip())
                    .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is none of "
                            + Arrays.stream(Task.values()).map(Task::id).toList()));
            if (!chosen.contains(task)) {
                chosen.add(task);
            }
        }
        return chosen;
    }

    /** How many records of which finding each part has. */
    static void tell(LabelledParts parts, PrintStream out) {
        out.println("from " + parts.dataset().source() + ":");
        for (Part part : Part.values()) {
            LabelledRecords records = parts.of(part);
            StringBuilder line = new StringBuilder(part.name().toLowerCase(java.util.Locale.ROOT))
                    .append(": ")
                    .append(records.size())
                    .append(" records");
            for (int task = 0; task < records.tasks().size(); task++) {
                line.append(", ")
                        .append(records.tasks().get(task).id())
                        .append(' ')
                        .append(records.present(task).length)
                        .append('/')
                        .append(records.known(task).length);
            }
            out.println(line);
        }
        if (!parts.told().isEmpty()) {
            out.println(parts.told());
        }
    }
}
