package org.einthoven.app.command;

/** A command that ends early: one line for the person at the terminal, and the exit status. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitStatus;

    CommandFailure(int exitStatus, String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** Bad input or arguments: exit status 2. */
    static CommandFailure badInput(String message) {
        return new CommandFailure(2, message);
    }

    int exitStatus() {
        return exitStatus;
    }
}
