package org.einthoven.app.command;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** How far a command has come with its files; on a terminal only, as in a log a bar is noise. */
final class TerminalProgress {
    private TerminalProgress() {}

    static ProgressBar of(String command, int files) {
        ProgressBarBuilder builder = ProgressBar.builder().setTaskName(command).setInitialMax(files);
        if (System.console() == null) {
            builder.setConsumer(new DelegatingProgressBarConsumer(line -> {}));
        }
        return builder.build();
    }
}
