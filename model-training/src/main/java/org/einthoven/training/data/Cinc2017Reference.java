package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.einthoven.training.loop.TextFile;

/** {@code REFERENCE.csv} of the PhysioNet/CinC Challenge 2017. @param rhythms record → N, A, O or ~ */
record Cinc2017Reference(Map<String, String> rhythms) {
    private static final String FILE = "REFERENCE.csv";

    static Cinc2017Reference in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IOException("the labels of " + folder.getFileName() + " are missing: there is no " + FILE);
        }
        Map<String, String> rhythms = new LinkedHashMap<>();
        for (String line : TextFile.lines(file)) {
            String[] cells = line.split(",", -1);
            if (cells.length == 2) {
                rhythms.put(cells[0].strip(), cells[1].strip());
            }
        }
        return new Cinc2017Reference(rhythms);
    }

    /** Empty for one that it does not name. */
    String rhythm(String record) {
        return rhythms.getOrDefault(record, "");
    }
}
