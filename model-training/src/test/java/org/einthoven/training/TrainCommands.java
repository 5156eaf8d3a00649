package org.einthoven.training;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs {@code train …} in this process and keeps what it says on standard error. */
final class TrainCommands implements BeforeEachCallback, AfterEachCallback {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setErr(standardError);
    }

    /** The exit status. */
    int run(Object... arguments) {
        errors.reset();
        return TrainCommand.commandLine()
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }

    /** What the last command said. */
    String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
