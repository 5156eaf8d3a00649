package org.einthoven.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The commit of the work tree that a run was started in, so that it can be repeated. */
final class GitCommit {
    static final String UNKNOWN = "unknown";

    private GitCommit() {}

    static String current() throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return git.waitFor() == 0 && !commit.isEmpty() ? commit : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN; // A release is no work tree, and need not have git.
        }
    }
}
