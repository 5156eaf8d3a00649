package org.einthoven.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ECGs a command reads, and whose may be learnt from. */
final class StoreOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "STORE",
            arity = "1..*",
            description = "a store, or several; or a folder of a public data set, of at most 20,000 windows")
    private @Nullable List<Path> data;

    @Option(
            names = "--split",
            required = true,
            paramLabel = "FILE",
            arity = "1..*",
            description = "the patients' parts, a file or several")
    private @Nullable List<Path> split;

    StoreOptions() {}

    StoreOptions(List<Path> data, List<Path> split) {
        this.data = data;
        this.split = split;
    }

    List<Path> stores() {
        return Failures.required(data);
    }

    List<Path> splitFiles() {
        return Failures.required(split);
    }

    PatientSplit split() throws IOException {
        return PatientSplit.read(splitFiles());
    }
}
