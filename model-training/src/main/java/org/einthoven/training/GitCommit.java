package org.einthoven.training;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commit of the checkout that the running code was built in, with {@code -dirty} where that was changed since, so that a run can be repeated.
 * Never of the folder that a command was started in, which may be another project's.
 */
final class GitCommit {
    static final String UNKNOWN = "unknown";

    private static final Path BUILT = Path.of("model-training", "target");

    private GitCommit() {}

    static String current() throws InterruptedException {
        CodeSource source = GitCommit.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? UNKNOWN
                    : ofCode(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return UNKNOWN; // No file of its own.
        }
    }

    /** @param code {@code CHECKOUT/model-training/target/classes}, or a jar beside it; any other place is of no checkout */
    static String ofCode(Path code) throws InterruptedException {
        try {
            Path target = code.toRealPath().getParent();
            Path checkout = target != null && target.endsWith(BUILT) ? above(above(target)) : null;
            return checkout == null ? UNKNOWN : of(checkout);
        } catch (IOException e) {
            return UNKNOWN; // A release is no work tree, and need not have git.
        }
    }

    private static @Nullable Path above(@Nullable Path folder) {
        return folder == null ? null : folder.getParent();
    }

    private static String of(Path checkout) throws IOException, InterruptedException {
        ProcessBuilder describe = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40")
                .directory(checkout.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        lookOnlyIn(checkout, describe.environment());
        Process git = describe.start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return git.waitFor() == 0 && !commit.isEmpty() ? commit : UNKNOWN;
    }

    /** Sources that were unpacked within another project are not that project's, nor are they what a git hook names. */
    private static void lookOnlyIn(Path checkout, Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_") && !name.startsWith("GIT_CONFIG"));
        Path parent = checkout.getParent();
        if (parent != null) {
            environment.put("GIT_CEILING_DIRECTORIES", parent.toString());
        }
    }
}
