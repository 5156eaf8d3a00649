package org.einthoven.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which record belongs to which part, by the record's id.
 *
 * @param parts "cpsc2018/A0001" → its part
 */
public record Split(Map<String, Part> parts) {
    /** The split of the published model, a resource of this module. */
    static final String PUBLISHED = "split.csv";

    private static final String HEADING = "record,part";

    public Split {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** The examples of a part; those of which the split knows nothing belong to none. */
    public List<Example> select(List<Example> examples, Part part) {
        return examples.stream().filter(e -> parts.get(e.id()) == part).toList();
    }

    public static Split published() throws IOException {
        try (InputStream in = Split.class.getResourceAsStream(PUBLISHED)) {
            if (in == null) {
                throw new IOException("the published split is missing in this build");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    public static Split read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    private static Split parse(List<String> lines) throws IOException {
        if (lines.isEmpty() || !lines.get(0).equals(HEADING)) {
            throw new IOException("a split begins with the line " + HEADING);
        }
        Map<String, Part> parts = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length != 2) {
                throw new IOException("a line of a split is not a record and its part");
            }
            parts.put(cells[0], part(cells[1]));
        }
        return new Split(parts);
    }

    private static Part part(String text) throws IOException {
        for (Part part : Part.values()) {
            if (part.name().equalsIgnoreCase(text)) {
                return part;
            }
        }
        throw new IOException("a part is train, validation or test, not '" + text + "'");
    }

    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(HEADING).append('\n');
        parts.forEach((id, part) -> text.append(id)
                .append(',')
                .append(part.name().toLowerCase(Locale.ROOT))
                .append('\n'));
        Files.writeString(file, text);
    }
}
