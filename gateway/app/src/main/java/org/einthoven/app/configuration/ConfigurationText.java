package org.einthoven.app.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The text of a configuration file. */
public final class ConfigurationText {
    private ConfigurationText() {}

    /** @throws ConfigurationException with the place of the first byte that is not UTF-8 */
    public static String read(Path file) throws ConfigurationException, IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, characters, true);
        String text = characters.flip().toString();
        if (result.isError()) {
            int line = 1
                    + (int) text.chars().filter(character -> character == '\n').count();
            int column = text.length() - text.lastIndexOf('\n');
            throw new ConfigurationException(
                    List.of(new ConfigurationFault(file.toString(), line, column, "not UTF-8, which it must be")));
        }
        return text;
    }
}
