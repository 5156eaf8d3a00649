package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Drawings as they were when somebody looked at them. {@code -Deinthoven.golden.update=true} writes them anew, except where
 * CI runs: look at them before you commit them.
 */
final class Golden {
    private static final String UPDATE = "einthoven.golden.update";
    private static final Path FOLDER = Path.of("src/test/resources/org/einthoven/report/drawing/golden");
    private static final boolean UPDATING = updating(Boolean.getBoolean(UPDATE), System.getenv("CI"));

    private Golden() {}

    /** @throws IllegalStateException where CI asks for an update */
    static boolean updating(boolean asked, @Nullable String ci) {
        if (asked && ci != null && !ci.isEmpty()) {
            throw new IllegalStateException("CI compares golden drawings and writes none: leave out -D" + UPDATE);
        }
        return asked;
    }

    /** Compares a text with the one in the gzip file of a name. */
    static void assertText(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name + ".gz");
        if (UPDATING) {
            write(file, gzip(text));
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // Not by AssertJ's equality: it would print both.
            assertThat(text.equals(golden))
                    .as("%s as in %s; %s", name, FOLDER, firstDifference(golden, text))
                    .isTrue();
        }
    }

    /** Compares an image's pixels; how a PNG is compressed is the zlib's affair. */
    static void assertPixels(String name, byte[] png) throws IOException {
        Path file = FOLDER.resolve(name);
        if (UPDATING) {
            write(file, png);
        }
        BufferedImage golden = ImageIO.read(file.toFile());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(golden.getWidth());
        assertThat(image.getHeight()).isEqualTo(golden.getHeight());
        int different = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                different += image.getRGB(x, y) == golden.getRGB(x, y) ? 0 : 1;
            }
        }
        assertThat(different).as("pixels that differ from %s", file).isZero();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(file, bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String firstDifference(String golden, String text) {
        int at = 0;
        while (at < Math.min(golden.length(), text.length()) && golden.charAt(at) == text.charAt(at)) {
            at++;
        }
        return "from character " + at + ": \"" + part(text, at) + "\", was \"" + part(golden, at) + "\"";
    }

    private static String part(String text, int at) {
        return text.substring(Math.min(at, text.length()), Math.min(at + 60, text.length()));
    }
}
