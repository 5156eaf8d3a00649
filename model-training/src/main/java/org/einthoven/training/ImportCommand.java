package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.einthoven.training.data.EcgImport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** ECG files → a store. */
@Command(
        name = "import",
        description =
                "Reads ECG files of any format that the gateway knows, normalises them as the gateway does, and appends them"
                        + " to a store under pseudonyms.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "PATH", description = "a folder to walk through, or a file")
    private @Nullable Path data;

    @Option(names = "--store", required = true, paramLabel = "DIR", description = "the store, made where there is none")
    private @Nullable Path store;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME",
            description = "where they are from; figures are reported by source, so each has a store of its own")
    private @Nullable String source;

    @Option(
            names = "--labels",
            paramLabel = "FILE.csv",
            description =
                    "record,af,afl,pac,pvc,avb1,mi (any of them; 1, 0 or nothing) and, where the files do not say whose"
                            + " they are, patient; record is a file's name without its ending")
    private @Nullable Path labels;

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description =
                    "at least 32 random bytes that make the pseudonyms; keep them where the identifiers are. Not needed for"
                            + " public data sets, whose folders' names are known")
    private @Nullable Path secret;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            EcgImport importing = new EcgImport(
                    Failures.required(data), Failures.required(store), Failures.required(source), labels, secret);
            return run(importing, System.out);
        });
    }

    static int run(EcgImport importing, PrintStream out) throws IOException {
        EcgImport.Result result;
        try (Progress progress = Progress.of(out, "files")) {
            result = importing.run(done -> progress.at(done, importing.files()));
        }
        result.leftOut().forEach((reason, count) -> out.println("left out " + count + ": " + reason));
        if (result.labelledLeftOut() > 0) {
            out.println("the labels of " + result.labelledLeftOut() + " of these count for nothing");
        }
        out.println(result.windows() + " windows of " + result.records() + " records of " + result.patients()
                + " patients appended, " + result.known() + " records were there before");
        result.requireLabelsTaken();
        return result.windows();
    }
}
