package org.einthoven.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.ExampleFile;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.data.Split;
import org.einthoven.training.data.StratifiedSplit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepared examples → a split by record, a store → one by patient; stratified by finding. */
@Command(
        name = "split",
        description = "Deals records out to training (60 %%), validation (15 %%) and test (25 %%).",
        mixinStandardHelpOptions = true)
final class SplitCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    private static final class Input {
        @Option(names = "--examples", paramLabel = "FILE", description = "what prepare wrote: split by record")
        private @Nullable Path examples;

        @Option(names = "--store", paramLabel = "DIR", description = "what import wrote: split by patient")
        private @Nullable Path store;
    }

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the split, ids only")
    private @Nullable Path out;

    @Option(names = "--seed", defaultValue = "1903", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            System.out.println("seed " + seed);
            Path store = input.store;
            return store == null ? byRecord(Failures.required(input.examples)) : byPatient(store);
        });
    }

    private PatientSplit byPatient(Path store) throws IOException {
        PatientSplit split = PatientSplit.stratified(EcgDataset.open(store), seed);
        split.write(Failures.required(out));
        for (Part part : Part.values()) {
            System.out.println(part + ": " + split.count(part) + " patients");
        }
        return split;
    }

    private Split byRecord(Path examples) throws IOException {
        List<Example> all = ExampleFile.read(examples);
        Split split = StratifiedSplit.of(all, seed);
        split.write(Failures.required(out));
        for (Part part : Part.values()) {
            System.out.println(part);
            PrepareCommand.describe(split.select(all, part), System.out);
        }
        return split;
    }
}
