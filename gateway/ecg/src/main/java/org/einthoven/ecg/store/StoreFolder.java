package org.einthoven.ecg.store;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Task;

/**
 * A store's folder: {@code store.properties} (format, preprocessing, source, tasks) and for each shard two files, {@code 00000.ecg} with samples and
 * {@code 00000.idx} with a line for each window.
 *
 * @param source where its ECGs are from, a name that figures are reported by
 * @param tasks whose labels stand in the index, in this order
 */
record StoreFolder(Path path, String source, List<Task> tasks) {
    static final String PROPERTIES = "store.properties";
    /** All that a store has that was begun on a full disk, or was killed: it is begun again. */
    private static final String UNFINISHED = PROPERTIES + ".tmp";
    /** Who holds it may write here, and make the store in the first place. */
    private static final String LOCK = "store.lock";

    private static final String FORMAT = "einthoven-ecg-store 1";
    /** Of {@link Normaliser#VERSION}; stores from before it was written are of the first. */
    private static final String PREPROCESSING = "preprocessing";

    StoreFolder {
        tasks = List.copyOf(tasks);
    }

    static boolean exists(Path path) {
        return Files.exists(path.resolve(PROPERTIES));
    }

    /**
     * Makes the folder where it lacks, so that it can be locked.
     *
     * @return the file to lock, which may not be there yet
     * @throws IOException where it holds what is of no store
     */
    static Path lockIn(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(path + " is a file; a store is a folder");
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IOException("the folder " + path + " of a store cannot be made", e);
        }
        // Who makes the store at this moment writes its properties before any other file.
        if (holdsOtherFiles(path) && !exists(path)) {
            throw new IOException("the folder " + path + " holds files and is no store of ECGs");
        }
        return path.resolve(LOCK);
    }

    private static boolean holdsOtherFiles(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.anyMatch(file -> !file.endsWith(UNFINISHED) && !file.endsWith(LOCK));
        }
    }

    /** To be called by who holds the lock alone, of a folder that has no store yet. */
    static StoreFolder create(Path path, String source) throws IOException {
        StoreFolder folder = new StoreFolder(path, source, Arrays.asList(Task.values()));
        Properties properties = new Properties();
        properties.setProperty("format", FORMAT);
        properties.setProperty(PREPROCESSING, String.valueOf(Normaliser.VERSION));
        properties.setProperty("source", source);
        properties.setProperty("tasks", folder.tasks.stream().map(Task::id).collect(Collectors.joining(",")));
        Path written = path.resolve(UNFINISHED);
        try (Writer out = Files.newBufferedWriter(written)) {
            properties.store(out, null);
        }
        Files.move(written, path.resolve(PROPERTIES), StandardCopyOption.ATOMIC_MOVE);
        return folder;
    }

    static StoreFolder read(Path path) throws IOException {
        if (!exists(path)) {
            throw new IOException(path + " is no store of ECGs: it has no " + PROPERTIES);
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(path.resolve(PROPERTIES))) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(path.resolve(PROPERTIES) + " cannot be read", e);
        }
        String format = properties.getProperty("format", "");
        if (!format.equals(FORMAT)) {
            throw new IOException(path + " is a store of the format '" + format + "', not '" + FORMAT + "'");
        }
        String preprocessing = properties.getProperty(PREPROCESSING, "1");
        if (!preprocessing.equals(String.valueOf(Normaliser.VERSION))) {
            throw new IOException("the store " + path + " holds ECGs normalised by version " + preprocessing
                    + ", this program is of version " + Normaliser.VERSION + ": import them again");
        }
        return new StoreFolder(
                path, properties.getProperty("source", ""), tasks(path, properties.getProperty("tasks", "")));
    }

    private static List<Task> tasks(Path path, String ids) throws IOException {
        List<Task> tasks = new ArrayList<>();
        for (String id : ids.isEmpty() ? new String[0] : ids.split(",", -1)) {
            Optional<Task> task = Task.ofId(id.strip());
            if (task.isEmpty() || tasks.size() == Entry.MOST_TASKS) {
                throw new IOException(path.resolve(PROPERTIES) + " names the task '" + id + "', which is not known");
            }
            tasks.add(task.get());
        }
        return tasks;
    }

    Path samples(int shard) {
        return path.resolve("%05d.ecg".formatted(shard));
    }

    Path index(int shard) {
        return path.resolve("%05d.idx".formatted(shard));
    }

    int shards() {
        int shards = 0;
        while (Files.exists(index(shards))) {
            shards++;
        }
        return shards;
    }

    /** Makes names of new files last. */
    void sync() throws IOException {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
