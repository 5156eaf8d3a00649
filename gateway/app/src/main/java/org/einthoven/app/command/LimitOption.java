package org.einthoven.app.command;

import picocli.CommandLine.Option;

/** How many ECGs a list shows. */
final class LimitOption {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit;

    int most() throws CommandFailure {
        if (limit < 1) {
            throw CommandFailure.badInput("--limit is at least 1");
        }
        return limit;
    }
}
