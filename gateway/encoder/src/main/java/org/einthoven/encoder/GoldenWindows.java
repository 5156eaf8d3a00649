package org.einthoven.encoder;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.einthoven.ecg.NormalisedEcg;

/**
 * Windows with the outputs that the exported model gave for them, as a file. What serves the model later must give
 * the same.
 *
 * <p>The file is zlib-deflated; inside, big-endian: int32 {@value #MAGIC}, int32 windows, int32 embedding size, int32
 * tasks; then a window after the other: 30 000 float32 samples in mV, 30 000 bytes of mask (0 or 1), the embedding
 * and the logits as float32.
 *
 * @param inputs 1 to {@value #MOST}
 * @param outputs one an input
 */
public record GoldenWindows(List<NormalisedEcg> inputs, List<WindowOutput> outputs) {
    private static final int MAGIC = 0x45474C44;
    private static final int MOST = 64;
    private static final int WIDEST = 65_536;

    public GoldenWindows {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (inputs.isEmpty() || inputs.size() > MOST || inputs.size() != outputs.size()) {
            throw new IllegalArgumentException(inputs.size() + " golden inputs and " + outputs.size()
                    + " outputs are not 1 to " + MOST + " pairs");
        }
    }

    public void write(Path file) throws IOException {
        try (var out = new DataOutputStream(
                new BufferedOutputStream(new DeflaterOutputStream(Files.newOutputStream(file)), 1 << 16))) {
            out.writeInt(MAGIC);
            out.writeInt(inputs.size());
            out.writeInt(outputs.get(0).embedding().length);
            out.writeInt(outputs.get(0).logits().length);
            for (int i = 0; i < inputs.size(); i++) {
                write(out, inputs.get(i));
                writeFloats(out, outputs.get(i).embedding());
                writeFloats(out, outputs.get(i).logits());
            }
        }
    }

    private static void write(DataOutputStream out, NormalisedEcg window) throws IOException {
        writeFloats(out, window.samples());
        for (boolean valid : window.valid()) {
            out.writeByte(valid ? 1 : 0);
        }
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    public static GoldenWindows read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (var in = new DataInputStream(
                new BufferedInputStream(new InflaterInputStream(Files.newInputStream(file)), 1 << 16))) {
            return read(in, name);
        } catch (NoSuchFileException e) {
            throw new InvalidModelException("the model's golden file " + name + " is missing", e);
        } catch (EOFException | ZipException e) {
            throw new InvalidModelException("the model's golden file " + name + " is cut short or damaged", e);
        }
    }

    private static GoldenWindows read(DataInputStream in, String name) throws IOException {
        int magic = in.readInt();
        int windows = in.readInt();
        int embedding = in.readInt();
        int tasks = in.readInt();
        if (magic != MAGIC || !within(windows, MOST) || !within(embedding, WIDEST) || !within(tasks, WIDEST)) {
            throw new InvalidModelException("the model's golden file " + name + " is of another format");
        }
        List<NormalisedEcg> inputs = new ArrayList<>();
        List<WindowOutput> outputs = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            inputs.add(new NormalisedEcg(0, readFloats(in, NormalisedEcg.SIZE), readMask(in)));
            outputs.add(new WindowOutput(readFloats(in, embedding), readFloats(in, tasks)));
        }
        return new GoldenWindows(inputs, outputs);
    }

    private static boolean within(int count, int most) {
        return count > 0 && count <= most;
    }

    private static float[] readFloats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private static boolean[] readMask(DataInputStream in) throws IOException {
        boolean[] mask = new boolean[NormalisedEcg.SIZE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = in.readByte() != 0;
        }
        return mask;
    }
}
