package org.einthoven.training;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs {@code train …} in this process and keeps what it says. */
final class TrainCommands implements BeforeEachCallback, AfterEachCallback {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setErr(standardError);
        System.setOut(standardOutput);
    }

    /** The exit status. */
    int run(Object... arguments) {
        errors.reset();
        told.reset();
        return TrainCommand.commandLine()
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }

    /** What the last command said on standard output. */
    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    /** What the last command said on standard error. */
    String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
