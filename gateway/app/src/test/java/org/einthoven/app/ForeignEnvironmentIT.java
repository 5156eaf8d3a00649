package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway among environment variables that mean somebody else, in a process of its own. */
class ForeignEnvironmentIT {
    @Test
    void placeholdersOfTheRoutesAreTheConfigurationsAlone(@TempDir Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Ddicom.aeTitle=A TITLE THAT IS MUCH TOO LONG",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Start.class.getName(),
                folder.resolve("data").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        // As Kubernetes names a service "dicom", and anybody might name anything.
        builder.environment().put("DICOM_PORT", "tcp://10.0.0.1:11112");
        builder.environment().put("QUEUE", "nowhere:");
        builder.environment().put("INTERPRET_TRIES", "many");

        Process gateway = builder.start();
        boolean ended = gateway.waitFor(300, TimeUnit.SECONDS);
        gateway.destroyForcibly();

        String out = Files.readString(folder.resolve("out"));
        assertThat(ended).as(out).isTrue();
        assertThat(gateway.exitValue()).as(out).isZero();
    }

    /** A gateway that starts and stops. */
    static final class Start {
        public static void main(String[] arguments) throws Exception {
            TestGateways.start(Path.of(arguments[0])).close();
            // As the program does: idle threads of libraries would keep the process for a minute.
            System.exit(0);
        }
    }
}
