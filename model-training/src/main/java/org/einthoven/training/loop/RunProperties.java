package org.einthoven.training.loop;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run folder keeps of the run in {@value #FILE_NAME}: settings, fingerprints, the commit. */
public final class RunProperties {
    public static final String FILE_NAME = "run.properties";

    /** What kind of run it is; a run of pretraining does not say. */
    public static final String KIND = "run";

    private RunProperties() {}

    /** A record's components by name. */
    public static Map<String, String> of(Record settings) {
        Map<String, String> values = new TreeMap<>();
        for (var component : settings.getClass().getRecordComponents()) {
            try {
                values.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(settings)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record's accessors are public", e);
            }
        }
        return values;
    }

    /** Whole or not at all. */
    public static void write(Path file, Map<String, String> values) throws IOException {
        Properties properties = new Properties();
        properties.putAll(values);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        WholeFile.write(file, text.toString());
    }

    /**
     * Makes the folder of a new run.
     *
     * @throws IOException where it holds files of something else, among which the run's would be lost
     */
    public static void createFolder(Path folder) throws IOException {
        requireOwn(folder);
        Files.createDirectories(folder);
    }

    /** @throws IOException where a folder is there that holds files and no run */
    public static void requireOwn(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve(FILE_NAME))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(
                    file -> !file.toString().endsWith(WholeFile.UNFINISHED) && !file.endsWith(FolderLock.FILE_NAME))) {
                throw new IOException("the folder " + folder + " holds files and is no run: take another folder");
            }
        }
    }

    /** @throws IOException where there is no such file, or it is none of properties */
    public static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IOException(file + " cannot be read", e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    /**
     * Lets a run go on only with what it was begun with.
     *
     * @param description all that the result follows from
     * @param kept what the folder says
     * @throws IOException saying what differs
     */
    public static void requireSame(Path folder, Map<String, String> description, Map<String, String> kept)
            throws IOException {
        for (Map.Entry<String, String> entry : description.entrySet()) {
            String before = kept.getOrDefault(entry.getKey(), "nothing");
            if (!before.equals(entry.getValue())) {
                throw new IOException(
                        "the folder " + folder + " holds a run with " + entry.getKey() + " = " + before + ", not "
                                + entry.getValue() + ": go on with the same settings and data, or take another folder");
            }
        }
    }
}
