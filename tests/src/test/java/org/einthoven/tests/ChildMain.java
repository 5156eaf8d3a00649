package org.einthoven.tests;

import java.io.IOException;
import java.io.OutputStream;
import org.einthoven.app.command.Einthoven;

/** The program as it is, but for one thing: it ends with its standard input, so when the test's own process is gone. */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) {
        Thread watch = new Thread(ChildMain::endWithTheTest, "end-with-the-test");
        watch.setDaemon(true);
        watch.start();
        Einthoven.main(arguments);
    }

    /** SIGTERM; unlike {@link Process#destroy} it leaves the child's standard input open. */
    static void terminate(Process child) {
        child.toHandle().destroy();
    }

    private static void endWithTheTest() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
