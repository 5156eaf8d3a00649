package org.einthoven.training.contrast;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.training.loop.WholeFile;
import org.einthoven.training.network.ContrastiveModel;
import org.einthoven.training.network.Weights;

/** Where a run stands. @param step the last that is done */
record Checkpoint(int step, ContrastiveModel.State state) {
    private static final int MAGIC = 0x45495043;

    /** Whole or not at all: a run that is killed meanwhile has the one before. */
    void write(Path file) throws IOException {
        WholeFile.write(file, to -> {
            DataOutputStream out = new DataOutputStream(to);
            out.writeInt(MAGIC);
            out.writeInt(step);
            state.weights().write(out);
            state.moments().write(out);
        });
    }

    static Checkpoint read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no checkpoint");
            }
            return new Checkpoint(in.readInt(), new ContrastiveModel.State(Weights.read(in), Weights.read(in)));
        } catch (EOFException e) {
            throw new IOException(file + " ends too early for a checkpoint", e);
        } catch (Weights.DamagedException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }
}
