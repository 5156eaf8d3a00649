package org.einthoven.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.einthoven.ecg.Normaliser;

/**
 * A model on disk whose files are what its manifest says.
 *
 * @param contentHash SHA-256 of the manifest, and so of all the model
 */
public record ModelFolder(Path path, ModelManifest manifest, String contentHash, GoldenWindows golden) {
    static final String SAVED_MODEL = "saved_model.pb";

    /**
     * Reads a folder and checks its files against the manifest. Nothing of the model runs yet.
     *
     * @throws InvalidModelException with one sentence saying what is wrong
     */
    public static ModelFolder open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidModelException("there is no model folder " + folder);
        }
        ModelManifest manifest = ModelManifest.read(folder);
        requireSamePreprocessing(manifest);
        requireListed(manifest, SAVED_MODEL);
        requireListed(manifest, manifest.golden().file());
        requireSameFiles(manifest.files(), hashes(folder));
        GoldenWindows golden =
                GoldenWindows.read(folder.resolve(manifest.golden().file()));
        requireWidths(manifest, golden);
        return new ModelFolder(folder, manifest, sha256(folder.resolve(ModelManifest.FILE_NAME)), golden);
    }

    /**
     * Finishes a model that was just exported: hashes every file of the folder and writes the manifest with them.
     * To be called last.
     */
    public static ModelFolder seal(Path folder, ModelManifest manifest) throws IOException {
        manifest.withFiles(hashes(folder)).write(folder);
        return open(folder);
    }

    /** Its golden pairs would not show it: they begin behind the normalisation. */
    private static void requireSamePreprocessing(ModelManifest manifest) throws InvalidModelException {
        if (manifest.preprocessing() != Normaliser.VERSION) {
            throw new InvalidModelException("the model " + manifest.id() + " " + manifest.version()
                    + " reads ECGs that version " + manifest.preprocessing()
                    + " of the normalisation makes; this program's is version " + Normaliser.VERSION);
        }
    }

    private static void requireListed(ModelManifest manifest, String name) throws InvalidModelException {
        if (!manifest.files().containsKey(name)) {
            throw new InvalidModelException(ModelManifest.FILE_NAME + ": files does not list " + name);
        }
    }

    private static void requireWidths(ModelManifest manifest, GoldenWindows golden) throws InvalidModelException {
        WindowOutput output = golden.outputs().get(0);
        if (output.embedding().length != manifest.embeddingSize()
                || output.logits().length != manifest.tasks().size()) {
            throw new InvalidModelException("the golden outputs have " + output.embedding().length
                    + " embedding values and "
                    + output.logits().length + " logits, the manifest "
                    + manifest.embeddingSize() + " and " + manifest.tasks().size());
        }
    }

    private static void requireSameFiles(SortedMap<String, String> listed, SortedMap<String, String> found)
            throws InvalidModelException {
        for (var file : listed.entrySet()) {
            String hash = found.get(file.getKey());
            if (hash == null) {
                throw new InvalidModelException("the model's file " + file.getKey() + " is missing");
            }
            if (!hash.equals(file.getValue())) {
                throw new InvalidModelException("the model's file " + file.getKey()
                        + " is not the one that its manifest lists: the SHA-256 differs");
            }
        }
        for (String name : found.keySet()) {
            // TensorFlow reads whatever lies beside saved_model.pb under its own names.
            if (!listed.containsKey(name)) {
                throw new InvalidModelException(
                        "the model folder holds " + name + ", which its manifest does not list");
            }
        }
    }

    /** Every file except the manifest and hidden ones. */
    private static SortedMap<String, String> hashes(Path folder) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!name.equals(ModelManifest.FILE_NAME)
                    && !file.getFileName().toString().startsWith(".")) {
                hashes.put(name, sha256(file));
            }
        }
        return hashes;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
