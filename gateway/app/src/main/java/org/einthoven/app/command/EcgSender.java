package org.einthoven.app.command;

import java.nio.file.Path;

/** Sends ECG files to one receiver. */
interface EcgSender extends AutoCloseable {
    /** Sends one file; a file that cannot be sent is an outcome, not an exception. */
    Outcome send(Path file) throws InterruptedException;

    @Override
    void close();

    /**
     * The receiver's answer.
     *
     * @param words the status, or why it was not accepted, without patient data
     */
    record Outcome(boolean accepted, String words) {}
}
