package org.einthoven.app;

import sun.misc.Signal;

/** Ends the program in order on SIGTERM and SIGINT: the Java platform alone would exit with status 143 or 130. */
public final class Termination {
    private Termination() {}

    /** On either signal, closes the gateway and exits with status 0. */
    public static void closeOnSignal(Gateway gateway) {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> new Thread(() -> closeAndExit(gateway), "termination").start());
        }
    }

    private static void closeAndExit(Gateway gateway) {
        gateway.close();
        System.exit(0);
    }
}
