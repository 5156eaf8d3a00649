package org.einthoven.app.configuration;

import java.util.Objects;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param file the file as the user knows it, or the name of an environment variable
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what is allowed
 */
public record ConfigurationFault(String file, int line, int column, String message) {
    public ConfigurationFault {
        Objects.requireNonNull(file);
        Objects.requireNonNull(message);
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1");
        }
    }

    /** {@code file:line:column: what and what is allowed}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
