package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.training.loop.WholeFile;

/**
 * What of a long way is done already: a file for each stage in the folder {@code stages}, which holds what the stage was done with.
 *
 * @param folder of the run
 */
record Stages(Path folder, PrintStream out) {
    /** One stage; whether it came to its end. */
    interface Work {
        boolean run() throws IOException, InterruptedException;
    }

    /**
     * Does a stage unless it is done.
     *
     * @param with all that its result follows from
     * @return whether it is done now
     * @throws IOException where it was done with something else
     */
    boolean run(String stage, String with, Work work) throws IOException, InterruptedException {
        Path file = folder.resolve("stages").resolve(stage.replace(' ', '-'));
        if (Files.exists(file)) {
            requireSame(stage, Files.readString(file), with);
            out.println(stage + ": done before");
            return true;
        }
        out.println(stage + " (" + with + ")");
        if (!work.run()) {
            return false;
        }
        Files.createDirectories(file.getParent());
        WholeFile.write(file, with);
        return true;
    }

    private void requireSame(String stage, String before, String with) throws IOException {
        if (!before.equals(with)) {
            throw new IOException("the folder " + folder + " has the stage '" + stage + "' done with " + before
                    + ", not " + with + ": go on with the same, or take another folder");
        }
    }
}
