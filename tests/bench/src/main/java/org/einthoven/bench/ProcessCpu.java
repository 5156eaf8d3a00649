package org.einthoven.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CPU time of another process, as Linux counts it: all of it, and by thread, native threads included. */
final class ProcessCpu {
    private static final Pattern NUMBER = Pattern.compile("[ \\-#\\d\\[(].*");
    private static final double MILLIS_PER_TICK = 10;
    private static final int NAME_LENGTH = 15;
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private final Path proc;

    ProcessCpu(long pid) {
        this.proc = Path.of("/proc", Long.toString(pid));
    }

    /** User and system time in milliseconds, ended threads included. */
    double millis() throws IOException {
        return millis(Files.readString(proc.resolve("stat")));
    }

    /** How often its living threads gave way to others although they had work. */
    long involuntarySwitches() throws IOException {
        long all = 0;
        List<Path> threads;
        try (Stream<Path> listed = Files.list(proc.resolve("task"))) {
            threads = listed.toList();
        }
        for (Path thread : threads) {
            try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
                all += lines.filter(line -> line.startsWith("nonvoluntary_ctxt_switches"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (NoSuchFileException ended) {
                // Between the listing and the reading.
            }
        }
        return all;
    }

    /** CPU time by thread name, without numbers; Linux keeps the first 15 characters. Living threads only. */
    Map<String, Double> byThread() throws IOException {
        Map<String, Double> groups = new TreeMap<>();
        List<Path> threads;
        try (Stream<Path> listed = Files.list(proc.resolve("task"))) {
            threads = listed.toList();
        }
        for (Path thread : threads) {
            try {
                String name = Files.readString(thread.resolve("comm")).strip();
                groups.merge(group(name), millis(Files.readString(thread.resolve("stat"))), Double::sum);
            } catch (NoSuchFileException ended) {
                // Between the listing and the reading.
            }
        }
        return groups;
    }

    /** A thread's name without its number, of its first 15 characters. */
    static String group(String name) {
        String kept = name.substring(0, Math.min(NAME_LENGTH, name.length()));
        String stem = NUMBER.matcher(kept).replaceFirst("");
        return stem.isEmpty() ? kept : stem;
    }

    /** Resident memory in MiB. */
    double residentMebibytes() {
        try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double millis(String stat) {
        // The name in parentheses may hold blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MILLIS_PER_TICK;
    }
}
