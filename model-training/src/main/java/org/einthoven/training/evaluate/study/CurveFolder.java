package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.einthoven.training.loop.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * Where an experiment's fits are kept: {@code curve.csv}, a line a fit, and {@code scores/}, a file a fit, which is there
 * before its line is. A line that was torn when the process died is cut off when the run goes on.
 */
final class CurveFolder {
    private static final byte END_OF_LINE = '\n';

    private final Path folder;

    CurveFolder(Path folder) {
        this.folder = folder;
    }

    private Path csv() {
        return folder.resolve("curve.csv");
    }

    /** Of which data and arms the fits are. */
    private Path origin() {
        return folder.resolve("curve.properties");
    }

    private Path scores(CurvePoint point) {
        return folder.resolve("scores").resolve(point.fileName());
    }

    /**
     * Lines of this experiment; empty where there is no run.
     *
     * @throws IOException if it holds fits of other data
     */
    Map<CurvePoint, CurveLine> read(Experiment experiment, long seed) throws IOException {
        if (!Files.isRegularFile(csv())) {
            return Map.of();
        }
        same(experiment, seed);
        return lines(wholeLines(Files.readAllBytes(csv())));
    }

    /** The scores of a line that was {@linkplain CurveLine#isFitted() fitted}; empty where the file is missing or damaged. */
    Optional<Arm.Predictions> predictions(CurvePoint point) throws IOException {
        return ScoreFile.read(scores(point));
    }

    private static Map<CurvePoint, CurveLine> lines(String text) throws IOException {
        Map<CurvePoint, CurveLine> lines = new LinkedHashMap<>();
        List<String> all = text.lines().toList();
        if (!all.isEmpty() && !all.get(0).equals(CurveLine.HEADING)) {
            throw new IOException("curve.csv does not begin with " + CurveLine.HEADING);
        }
        for (int i = 1; i < all.size(); i++) {
            int number = i + 1;
            CurveLine line = CurveLine.parse(all.get(i))
                    .orElseThrow(() -> new IOException("line " + number + " of curve.csv is damaged; remove it"));
            lines.put(line.point(), line);
        }
        return lines;
    }

    private static String wholeLines(byte[] bytes) {
        return new String(bytes, 0, lengthOfWholeLines(bytes), StandardCharsets.UTF_8);
    }

    private static int lengthOfWholeLines(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != END_OF_LINE) {
            length--;
        }
        return length;
    }

    /** @throws IOException if it holds fits of other data or is in use */
    Writer open(Experiment experiment, long seed) throws IOException {
        Files.createDirectories(folder.resolve("scores"));
        FolderLock lock = FolderLock.of(folder);
        try {
            write(same(experiment, seed));
            return new Writer(lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private void write(Properties properties) throws IOException {
        Path whole = origin().resolveSibling(origin().getFileName() + ".part");
        try (var out = Files.newBufferedWriter(whole)) {
            properties.store(out, null);
        }
        Files.move(whole, origin(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was fitted on other records, or by an arm that has changed since, is no part of one curve with what follows. */
    private Properties same(Experiment experiment, long seed) throws IOException {
        Properties properties = new Properties();
        if (Files.isRegularFile(origin())) {
            try (var in = Files.newBufferedReader(origin())) {
                properties.load(in);
            } catch (IllegalArgumentException e) {
                throw new IOException(origin().getFileName() + " is damaged", e);
            }
        }
        requireSame(
                properties,
                "data",
                Fingerprint.of(experiment.folds(), seed),
                "other records or findings, of another split, or of another seed");
        for (Arm arm : experiment.arms()) {
            requireSame(properties, "arm." + arm.name(), arm.fingerprint(), "another '" + arm.name() + "'");
        }
        return properties;
    }

    private void requireSame(Properties properties, String key, String value, String what) throws IOException {
        Object known = properties.putIfAbsent(key, value);
        if (known != null && !known.equals(value)) {
            throw new IOException("the folder " + folder + " holds fits of " + what + ": give another, or remove it");
        }
    }

    /** Holds the folder's lock. */
    final class Writer implements AutoCloseable {
        private final FolderLock lock;
        private final FileChannel channel;
        private final Map<CurvePoint, CurveLine> lines;

        private Writer(FolderLock lock) throws IOException {
            this.lock = lock;
            channel = FileChannel.open(csv(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lines = recover();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        private Map<CurvePoint, CurveLine> recover() throws IOException {
            byte[] bytes = Files.readAllBytes(csv());
            int length = lengthOfWholeLines(bytes);
            channel.truncate(length).position(length);
            if (length == 0) {
                write(CurveLine.HEADING);
            }
            return lines(wholeLines(bytes));
        }

        /** With its scores, where it has any. */
        boolean has(CurvePoint point) throws IOException {
            CurveLine line = lines.get(point);
            return line != null && (!line.isFitted() || predictions(point).isPresent());
        }

        void append(CurveLine line, Arm.@Nullable Predictions predictions) throws IOException {
            if (predictions != null) {
                ScoreFile.write(scores(line.point()), predictions);
            }
            write(line.toCsv());
            lines.put(line.point(), line);
        }

        private void write(String line) throws IOException {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                channel.close();
            }
        }
    }
}
