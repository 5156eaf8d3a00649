package org.einthoven.training.data;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/**
 * Prepared examples as a file, so that normalising is done once. Big-endian: a magic number, the count, then for each
 * example set, name and group (modified UTF-8), one byte a label, the number of windows, and for each window a bit mask of its leads
 * and 2500 float32 for each of them.
 */
public final class ExampleFile {
    private static final int MAGIC = 0x45495057;
    private static final int MOST = 10_000_000;
    private static final int BUFFER = 1 << 20;

    private ExampleFile() {}

    public static void write(Path file, List<Example> examples) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            out.writeInt(MAGIC);
            out.writeInt(examples.size());
            for (Example example : examples) {
                write(out, example);
            }
        }
    }

    private static void write(DataOutputStream out, Example example) throws IOException {
        out.writeUTF(example.set().name());
        out.writeUTF(example.name());
        out.writeUTF(example.group());
        for (Label label : example.labels().labels()) {
            out.writeByte(label.ordinal());
        }
        out.writeInt(example.windows().size());
        for (Window window : example.windows()) {
            write(out, window);
        }
    }

    private static void write(DataOutputStream out, Window window) throws IOException {
        int present = 0;
        for (int lead = 0; lead < LEADS; lead++) {
            present |= window.row(lead) == null ? 0 : 1 << lead;
        }
        out.writeShort(present);
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                ByteBuffer bytes = ByteBuffer.allocate(SAMPLES * Float.BYTES);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        }
    }

    public static List<Example> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file.getFileName() + " is no file of prepared examples");
            }
            int count = bounded(in.readInt());
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                examples.add(readExample(in));
            }
            return examples;
        }
    }

    private static Example readExample(DataInputStream in) throws IOException {
        DataSet set = DataSet.valueOf(in.readUTF());
        String name = in.readUTF();
        String group = in.readUTF();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < Task.values().length; i++) {
            labels.add(Label.values()[in.readByte()]);
        }
        int count = bounded(in.readInt());
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(readWindow(in));
        }
        return new Example(set, name, group, new TaskLabels(labels), windows);
    }

    private static Window readWindow(DataInputStream in) throws IOException {
        int present = in.readUnsignedShort();
        @Nullable float[][] rows = new float[LEADS][];
        byte[] bytes = new byte[SAMPLES * Float.BYTES];
        for (int lead = 0; lead < LEADS; lead++) {
            if ((present >> lead & 1) == 1) {
                in.readFully(bytes);
                float[] row = new float[SAMPLES];
                FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
                floats.get(row);
                rows[lead] = row;
            }
        }
        return new Window(rows);
    }

    private static int bounded(int count) throws IOException {
        if (count < 0 || count > MOST) {
            throw new IOException("a file of prepared examples cannot hold " + count + " entries");
        }
        return count;
    }
}
