package org.einthoven.app.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of objects named by the SHA-256 of their bytes, in 256 sub-folders by its first two digits. When a
 * {@code put} returns, the object survives a power cut: the file is synced, renamed into place, and its folder is
 * synced. The same bytes are stored once; what was damaged since is mended by them. Safe for use by many threads.
 */
public final class ObjectStore {
    private static final int BUFFER_SIZE = 1 << 16;
    private static final long LEAST_SPACE = 16L << 20;

    private final Path objects;
    private final Path incoming;

    private ObjectStore(Path objects, Path incoming) {
        this.objects = objects;
        this.incoming = incoming;
    }

    /** Opens or makes a store that this process alone writes to. */
    public static ObjectStore open(Path folder) throws IOException {
        return open(folder, "gateway");
    }

    /**
     * Opens or makes the store; remains of this node's writes that a crash cut short are removed: nobody was told of
     * them.
     *
     * @param node names this gateway node among those that share the folder
     */
    public static ObjectStore open(Path folder, String node) throws IOException {
        ObjectStore store = new ObjectStore(
                folder.resolve("objects"), folder.resolve("incoming").resolve(node));
        Files.createDirectories(store.incoming);
        for (int i = 0; i < 256; i++) {
            Files.createDirectories(store.objects.resolve(HexFormat.of().toHexDigits((byte) i)));
        }
        sync(store.objects);
        sync(folder);
        store.removeRemains();
        return store;
    }

    /** A folder on the same file system as the objects, for files that {@link #move} takes over. */
    public Path incoming() {
        return incoming;
    }

    /** Stores bytes. */
    public ObjectHash put(byte[] bytes) throws IOException {
        return put(new ByteArrayInputStream(bytes));
    }

    /** Stores what the stream holds, without keeping it in memory. */
    public ObjectHash put(InputStream source) throws IOException {
        Path file = incoming.resolve(UUID.randomUUID().toString());
        try {
            ObjectHash hash = writeSynced(file, source);
            place(file, hash);
            return hash;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Takes a file over: it is renamed where it lies on the same file system, else copied and deleted. */
    public ObjectHash move(Path file) throws IOException {
        if (!Files.getFileStore(file).equals(Files.getFileStore(objects))) {
            ObjectHash hash;
            try (InputStream in = Files.newInputStream(file)) {
                hash = put(in);
            }
            Files.delete(file);
            return hash;
        }
        ObjectHash hash = hashAndSync(file);
        place(file, hash);
        Files.deleteIfExists(file);
        return hash;
    }

    /**
     * Where an object lies. Its file must not be written to.
     *
     * @throws NoSuchFileException when there is none
     */
    public Path find(ObjectHash hash) throws IOException {
        Path path = pathOf(hash);
        if (!Files.exists(path)) {
            throw new NoSuchFileException("object " + hash + " is not in the store");
        }
        return path;
    }

    /**
     * The same, where its bytes are those that came in: what is analysed, or answered for, must be what was sent.
     *
     * @throws NoSuchFileException when there is none
     * @throws DamagedObjectException when they are others
     */
    public Path findSound(ObjectHash hash) throws IOException {
        Path path = find(hash);
        if (!isSound(path, hash)) {
            throw new DamagedObjectException(hash);
        }
        return path;
    }

    public boolean contains(ObjectHash hash) {
        return Files.exists(pathOf(hash));
    }

    /** Whether the disk has no room for another ECG. */
    public boolean isFull() {
        try {
            return Files.getFileStore(objects).getUsableSpace() < LEAST_SPACE;
        } catch (IOException e) {
            return false;
        }
    }

    /** Objects that are put aside before they are deleted. */
    public RetiredObjects retired() {
        return new RetiredObjects(this, objects.resolveSibling("retired"));
    }

    /** All objects; to be closed. Read from the folders while others write, so new ones may be missed. */
    public Stream<ObjectHash> list() throws IOException {
        return Files.walk(objects, 2)
                .filter(path -> path.getNameCount() == objects.getNameCount() + 2)
                .map(path -> path.getFileName().toString())
                .filter(ObjectStore::isObjectName)
                .map(ObjectHash::new);
    }

    /** A shared file system may leave files of its own. */
    static boolean isObjectName(String name) {
        return name.matches("[0-9a-f]{64}");
    }

    Path pathOf(ObjectHash hash) {
        return objects.resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
    }

    private void place(Path file, ObjectHash hash) throws IOException {
        Path place = pathOf(hash);
        // One that was damaged since is mended by its sender's copy: he may delete it when he hears of success.
        if (!Files.exists(place) || !isSound(place, hash)) {
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        }
        // Also for an object that is there already: another thread may have renamed it and not synced yet.
        sync(place.resolveSibling(""));
    }

    private static boolean isSound(Path file, ObjectHash hash) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_SIZE];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(hash.hex());
    }

    private static ObjectHash writeSynced(Path file, InputStream source) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            new DigestInputStream(source, digest).transferTo(out);
            channel.force(true);
        }
        return new ObjectHash(HexFormat.of().formatHex(digest.digest()));
    }

    private static ObjectHash hashAndSync(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            channel.force(true);
        }
        return new ObjectHash(HexFormat.of().formatHex(digest.digest()));
    }

    /** Makes a rename or a new entry durable; a folder can be opened for reading only. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void removeRemains() throws IOException {
        try (Stream<Path> files = Files.list(incoming)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
