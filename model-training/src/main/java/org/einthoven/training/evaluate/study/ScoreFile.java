package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What one fit scored: numbers of validation and test scores (int32), the scores (float32), a CRC-32C of all before it; big
 * endian. It is there whole or not at all.
 */
final class ScoreFile {
    private static final int HEAD = 2 * Integer.BYTES;

    private ScoreFile() {}

    static void write(Path file, Arm.Predictions predictions) throws IOException {
        int size = HEAD + Float.BYTES * (predictions.validation().length + predictions.test().length);
        ByteBuffer bytes = ByteBuffer.allocate(size + Integer.BYTES);
        bytes.putInt(predictions.validation().length).putInt(predictions.test().length);
        put(bytes, predictions.validation());
        put(bytes, predictions.test());
        bytes.putInt(checksum(bytes.array(), size)).flip();
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                whole, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(ByteBuffer bytes, double[] scores) {
        for (double score : scores) {
            bytes.putFloat((float) score);
        }
    }

    /** Empty where the file is missing or damaged. */
    static Optional<Arm.Predictions> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] all = Files.readAllBytes(file);
        ByteBuffer bytes = ByteBuffer.wrap(all);
        int size = all.length - Integer.BYTES;
        if (size < HEAD || bytes.getInt(size) != checksum(all, size)) {
            return Optional.empty();
        }
        double[] validation = new double[bytes.getInt()];
        double[] test = new double[bytes.getInt()];
        read(bytes, validation);
        read(bytes, test);
        return Optional.of(new Arm.Predictions(validation, test));
    }

    private static void read(ByteBuffer bytes, double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = bytes.getFloat();
        }
    }

    private static int checksum(byte[] bytes, int size) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, size);
        return (int) sum.getValue();
    }
}
