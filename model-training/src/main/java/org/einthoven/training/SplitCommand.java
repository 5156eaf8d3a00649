package org.einthoven.training;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.ExampleFile;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.Split;
import org.einthoven.training.data.StratifiedSplit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepared examples → a split by record, stratified by finding. */
@Command(
        name = "split",
        description = "Deals records out to training (60 %%), validation (15 %%) and test (25 %%).",
        mixinStandardHelpOptions = true)
final class SplitCommand implements Callable<Integer> {
    @Option(names = "--examples", required = true, paramLabel = "FILE", description = "what prepare wrote")
    private @Nullable Path examples;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the split, ids only")
    private @Nullable Path out;

    @Option(names = "--seed", defaultValue = "1903", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            List<Example> all = ExampleFile.read(Failures.required(examples));
            System.out.println("seed " + seed);
            Split split = StratifiedSplit.of(all, seed);
            split.write(Failures.required(out));
            for (Part part : Part.values()) {
                System.out.println(part);
                PrepareCommand.describe(split.select(all, part), System.out);
            }
            return null;
        });
    }
}
