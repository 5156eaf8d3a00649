package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
    @TempDir
    Path folder = Path.of("");

    private Path foreign = Path.of("");
    private String foreignCommit = "";

    @BeforeEach
    void makeAnotherProject() throws Exception {
        assumeTrue(hasGit(), "there is no git here");
        foreign = folder.resolve("foreign");
        foreignCommit = repository(foreign);
    }

    private static boolean hasGit() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A checkout of one commit, and that. */
    private static String repository(Path checkout) throws Exception {
        Files.createDirectories(checkout);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        git(checkout, "init", "-q");
        git(checkout, "add", "pom.xml");
        git(checkout, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "Begin " + checkout);
        return git(checkout, "rev-parse", "HEAD");
    }

    private static String git(Path checkout, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(git.waitFor()).as(told).isZero();
        return told;
    }

    private static Path classesIn(Path checkout) throws IOException {
        return Files.createDirectories(checkout.resolve("model-training/target/classes"));
    }

    @Test
    void isThatOfTheCheckoutThatTheCodeLiesIn() throws Exception {
        Path checkout = foreign.resolve("einthoven");
        String commit = repository(checkout);
        Path classes = classesIn(checkout);
        Path jar = Files.writeString(classes.resolveSibling("einthoven-model-training.jar"), "");

        assertThat(GitCommit.ofCode(classes)).isEqualTo(commit).isNotEqualTo(foreignCommit);
        assertThat(GitCommit.ofCode(jar)).isEqualTo(commit);
        assertThat(GitCommit.ofCode(Files.createSymbolicLink(folder.resolve("link"), classes)))
                .isEqualTo(commit);
        Files.writeString(checkout.resolve("pom.xml"), "<project>changed</project>");
        assertThat(GitCommit.ofCode(classes)).isEqualTo(commit + "-dirty");
    }

    @Test
    void isUnknownOutsideACheckoutAlsoWithinAnotherProject() throws Exception {
        assertThat(GitCommit.ofCode(classesIn(foreign.resolve("einthoven-0.1.0"))))
                .isEqualTo(GitCommit.UNKNOWN);
        assertThat(GitCommit.ofCode(Files.createDirectories(foreign.resolve("lib"))))
                .isEqualTo(GitCommit.UNKNOWN);
        assertThat(GitCommit.ofCode(folder.resolve("none"))).isEqualTo(GitCommit.UNKNOWN);
    }

    /** A process of its own that is started in another project, as by a hook of that. */
    @Test
    void isNotThatOfTheFolderThatACommandIsStartedIn() throws Exception {
        Path store = folder.resolve("store");
        ProcessBuilder simulate = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        TrainCommand.class.getName(),
                        "simulate",
                        "--patients",
                        "1",
                        "--seed",
                        "1",
                        "--out",
                        store.toString())
                .directory(foreign.toFile())
                .redirectErrorStream(true);
        simulate.environment().putAll(Map.of("GIT_DIR", foreign.resolve(".git").toString()));
        Process process = simulate.start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();

        String properties = Files.readString(store.resolve("cohort.properties"));
        assertThat(properties)
                .contains("git.commit=" + GitCommit.current() + System.lineSeparator())
                .doesNotContain(foreignCommit);
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, entries);
    }
}
