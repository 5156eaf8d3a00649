package org.einthoven.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a gateway's threads took of the CPU between two moments, by {@linkplain ProcessCpu#group group}; kept in a file
 * of lines with tabs, so that it can be laid beside a flight recording of the same time.
 *
 * @param ecgs reported between the two
 */
record ThreadCpu(Instant from, Instant to, long ecgs, Map<String, Double> millisAnEcg) {
    double seconds() {
        return Math.max(1e-3, Duration.between(from, to).toMillis() / 1e3);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(from.toString(), to.toString(), Long.toString(ecgs)));
        millisAnEcg.forEach((name, millis) -> lines.add(name + "\t" + millis));
        Files.write(file, lines);
    }

    static ThreadCpu read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<String, Double> millis = new TreeMap<>();
        for (String line : lines.subList(3, lines.size())) {
            String[] columns = line.split("\t");
            millis.put(columns[0], Double.parseDouble(columns[1]));
        }
        return new ThreadCpu(
                Instant.parse(lines.get(0)), Instant.parse(lines.get(1)), Long.parseLong(lines.get(2)), millis);
    }
}
