package org.einthoven.training;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import org.einthoven.training.loop.StepListener;

/** How far it has come: one line that is rewritten on a terminal, a line now and then in a log. */
interface Progress extends StepListener, AutoCloseable {
    /** @param what is counted: "steps" */
    static Progress of(PrintStream out, String what) {
        return System.console() == null
                ? new LoggedProgress(out, what, System::nanoTime)
                : new TerminalProgress(ProgressBar.builder().setTaskName(what));
    }

    /** The same for what tells only how many are done. */
    default void at(long done, long all) {
        at(done, all, "");
    }

    @Override
    void close();
}
