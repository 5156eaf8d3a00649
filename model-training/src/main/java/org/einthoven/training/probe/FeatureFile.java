package org.einthoven.training.probe;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.training.loop.WholeFile;

/**
 * Features of records, computed once: a key that tells of what and by what, then records, length, and float32 row after row, big-endian. Files of
 * another key are made anew.
 */
public final class FeatureFile {
    private static final int MAGIC = 0x45495046;

    private FeatureFile() {}

    /** Computes them. */
    public interface Features {
        /** Record × feature. */
        float[][] compute() throws IOException;
    }

    /**
     * Reads them, or computes and keeps them.
     *
     * @param key of all that they follow from
     */
    public static float[][] of(Path file, String key, Features features) throws IOException {
        if (Files.exists(file)) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                if (in.readInt() == MAGIC && in.readUTF().equals(key)) {
                    return read(in);
                }
            } catch (EOFException e) {
                // Cut off: made anew.
            }
        }
        float[][] computed = features.compute();
        write(file, key, computed);
        return computed;
    }

    private static float[][] read(DataInputStream in) throws IOException {
        float[][] rows = new float[in.readInt()][];
        int length = in.readInt();
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new float[length];
            for (int i = 0; i < length; i++) {
                rows[row][i] = in.readFloat();
            }
        }
        return rows;
    }

    private static void write(Path file, String key, float[][] rows) throws IOException {
        WholeFile.write(file, to -> {
            DataOutputStream out = new DataOutputStream(to);
            out.writeInt(MAGIC);
            out.writeUTF(key);
            out.writeInt(rows.length);
            out.writeInt(rows.length == 0 ? 0 : rows[0].length);
            for (float[] row : rows) {
                for (float value : row) {
                    out.writeFloat(value);
                }
            }
        });
    }
}
