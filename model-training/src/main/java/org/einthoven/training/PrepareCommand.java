package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.DataSetReader;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.ExampleFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Data sets → labelled windows in one file. */
@Command(
        name = "prepare",
        description = "Reads WFDB data sets, normalises them as the gateway does, and writes labelled windows.",
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "holds a folder for each data set: cpsc2018, cpsc2018_extra, georgia, chapman_ningbo,"
                    + " ptbxl_500hz, ptb, cinc2017; missing ones are skipped")
    private @Nullable Path data;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the prepared examples")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        return Failures.orExit(() -> prepare(Failures.required(data), Failures.required(out), System.out));
    }

    static List<Example> prepare(Path data, Path file, PrintStream out) throws IOException {
        List<Path> headers = DataSetReader.headers(data);
        if (headers.isEmpty()) {
            throw new IOException("no record of a known data set lies under " + data);
        }
        DataSetReader reader = new DataSetReader();
        List<Example> examples = new ArrayList<>();
        Progress progress = new Progress(out, "records prepared", headers.size());
        for (int i = 0; i < headers.size(); i++) {
            reader.read(headers.get(i)).ifPresent(examples::add);
            progress.at(i + 1, "");
        }
        ExampleFile.write(file, examples);
        reader.leftOut().forEach((reason, count) -> out.println("left out " + count + ": " + reason));
        describe(examples, out);
        return examples;
    }

    static void describe(List<Example> examples, PrintStream out) {
        out.println(examples.size() + " records, "
                + examples.stream().mapToInt(e -> e.windows().size()).sum() + " windows of 10 s");
        Arrays.stream(Task.values())
                .forEach(task -> out.println("  " + task.id() + ": "
                        + examples.stream()
                                .filter(e -> e.labels().isPresent(task))
                                .count()
                        + " of "
                        + examples.stream()
                                .filter(e -> e.labels().isKnown(task))
                                .count()));
    }
}
