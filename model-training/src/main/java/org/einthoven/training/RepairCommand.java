package org.einthoven.training;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.einthoven.ecg.store.StoreRepair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A damaged store → a new one with what is whole. */
@Command(
        name = "repair",
        description =
                "Copies what is whole of a damaged store into a new one, and names what is damaged. A record of which a window is"
                        + " damaged is left out, so that 'train import' of the same files brings it back.",
        mixinStandardHelpOptions = true)
final class RepairCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 20;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "DIR",
            description = "the damaged store; it stays as it is")
    private @Nullable Path store;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the new store")
    private @Nullable Path out;

    @Override
    public Integer call() {
        return Failures.orExit(
                () -> tell(StoreRepair.run(Failures.required(store), Failures.required(out)), System.out));
    }

    private static StoreRepair.Result tell(StoreRepair.Result result, PrintStream told) {
        result.damaged().stream().limit(MOST_NAMED).forEach(window -> told.println("damaged: " + window));
        if (result.damaged().size() > MOST_NAMED) {
            told.println("damaged: " + (result.damaged().size() - MOST_NAMED) + " more");
        }
        told.println(result.windows() + " windows kept; " + result.damaged().size() + " damaged, and "
                + result.leftOut() + " others of the same records left out");
        return result;
    }
}
