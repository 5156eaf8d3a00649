package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws in a JVM of its own and looks whether the platform's font system was started: on a machine without fonts a
 * headless JRE fails there.
 */
class WithoutFontsTest {
    private static final String FONT_SYSTEM = "sun.font.FontManagerFactory ";

    @TempDir
    private Path folder;

    @Test
    void drawsWithoutThePlatformsFonts() throws Exception {
        assertThat(inAnotherJvm("draw"))
                .isEqualTo("png " + hash(drawing().png(100)) + " pdf "
                        + hash(drawing().pdf()));
        assertThat(loadedClasses()).contains(OutlineFont.class.getName()).doesNotContain(FONT_SYSTEM);
    }

    /** Else the test above would show nothing. */
    @Test
    void wouldSeeThePlatformsFonts() throws Exception {
        assertThat(inAnotherJvm("platform")).isNotEmpty();
        assertThat(loadedClasses()).contains(FONT_SYSTEM);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("draw")) {
            System.out.print(
                    "png " + hash(drawing().png(100)) + " pdf " + hash(drawing().pdf()));
        } else {
            System.out.print(platformFonts());
        }
    }

    private static String platformFonts() {
        return "" + new Font("Dialog", Font.PLAIN, 12).getStringBounds("V1", new FontRenderContext(null, true, true));
    }

    private static EcgDrawing drawing() {
        return EcgDrawing.of(
                TestEcgs.recording(), DrawingOptions.PLAIN.withPatientBanner().withFindings(TestEcgs.analysed()));
    }

    private String loadedClasses() throws IOException {
        return Files.readString(folder.resolve("classes"));
    }

    private String inAnotherJvm(String argument) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Xlog:class+load:file=" + folder.resolve("classes"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutFontsTest.class.getName(),
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    private static String hash(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
