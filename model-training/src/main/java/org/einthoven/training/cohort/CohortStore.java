package org.einthoven.training.cohort;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.LongConsumer;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.EcgStoreWriter;
import org.einthoven.training.loop.FolderTree;

/**
 * Writes a cohort into a store of ECGs. The folder has its name only when all is in it: a run that ends before leaves, at most, a
 * folder that is called unfinished.
 */
public final class CohortStore {
    /** What its figures are reported by; never a name of real ECGs. */
    public static final String SOURCE = EcgStore.SIMULATED;

    private CohortStore() {}

    /**
     * @param commit of the program, to make the same again
     * @param progress is told how many patients are done
     * @throws IOException in one sentence: where the folder is there already, or cannot be written
     */
    public static void write(Cohort cohort, Path folder, int threads, String commit, LongConsumer progress)
            throws IOException, InterruptedException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        requireAbsent(folder);
        try {
            Files.createDirectories(
                    Objects.requireNonNull(folder.toAbsolutePath().getParent()));
            claim(unfinished);
        } catch (IOException e) {
            throw new IOException("the cohort could not be written to " + folder + ": " + e.getMessage(), e);
        }
        boolean done = false;
        try {
            fill(cohort, unfinished, threads, progress);
            describe(cohort, commit, unfinished.resolve("cohort.properties"));
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } catch (IOException e) {
            throw new IOException("the cohort could not be written to " + folder + ": " + e.getMessage(), e);
        } finally {
            if (!done) {
                FolderTree.delete(unfinished);
            }
        }
    }

    private static void requireAbsent(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new IOException("the folder " + folder + " is there already; a cohort is written into a new folder");
        }
    }

    /** Of two runs with one folder, the other must neither write into it nor delete it. */
    private static void claim(Path unfinished) throws IOException {
        try {
            Files.createDirectory(unfinished);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "the folder " + unfinished
                            + " is being written by another run, or is left from one that was cut off: delete it then",
                    e);
        }
    }

    private static void fill(Cohort cohort, Path folder, int threads, LongConsumer progress)
            throws IOException, InterruptedException {
        long[] done = {0};
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder, SOURCE)) {
            cohort.each(threads, ecgs -> {
                append(ecgs, writer);
                done[0]++;
                progress.accept(done[0]);
            });
        }
    }

    private static void append(List<CohortEcg> ecgs, EcgStoreWriter writer) throws IOException {
        for (CohortEcg ecg : ecgs) {
            writer.append(ecg.entry(), ecg.window());
        }
    }

    private static void describe(Cohort cohort, String commit, Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("seed", Long.toString(cohort.seed()));
        properties.setProperty("patients", Integer.toString(cohort.patients()));
        properties.setProperty("git.commit", commit);
        cohort.prevalences().findings().forEach((task, share) -> properties.setProperty(task.id(), share.toString()));
        cohort.prevalences().mimics().forEach((mimic, share) -> properties.setProperty(mimic.id(), share.toString()));
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }
}
