package org.einthoven.app.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The files in a folder and all below it, folder by folder by name, so that a tree of millions is never held in memory.
 * Hidden files and folders are left out, as are the signal and annotation files beside a WFDB header. A sub-folder that
 * cannot be read is listed as an element that cannot be fetched, so that it is told and what lies behind it is not lost.
 */
public final class FolderCollection implements EcgCollection {
    private static final String UNREADABLE_FOLDER = "a folder cannot be read";

    private final Path root;
    private final Lister lister;

    /** What lies in a folder. */
    @FunctionalInterface
    interface Lister {
        Stream<Path> list(Path folder) throws IOException;
    }

    public FolderCollection(Path root) {
        this(root, Files::list);
    }

    FolderCollection(Path root, Lister lister) {
        this.root = root.toAbsolutePath().normalize();
        this.lister = lister;
    }

    @Override
    public String name() {
        return root.toString();
    }

    /** A file's time is that of its last change. */
    @Override
    public Stream<Item> list(@Nullable Instant since, @Nullable Instant until) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("the folder " + root + " cannot be read");
        }
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(new Walk(root, lister), Spliterator.ORDERED), false)
                .filter(file -> Files.isDirectory(file)
                        || ((since == null || !changedBefore(file, since))
                                && (until == null || changedBefore(file, until.plusMillis(1)))))
                .map(file -> new Item(file.toString(), version(file), null));
    }

    private static String version(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return "gone";
        }
    }

    private static boolean changedBefore(Path file, Instant since) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(since);
        } catch (IOException gone) {
            return true;
        }
    }

    @Override
    public byte[] fetch(Item item, int mostBytes) throws IOException {
        if (Files.isDirectory(Path.of(item.key()))) {
            throw new IOException(UNREADABLE_FOLDER);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(item.key()))) {
            bytes = in.readNBytes(mostBytes + 1);
        } catch (IOException e) {
            // Java's own message is the path, in which a patient's name may stand.
            throw new IOException("the file cannot be read", e);
        }
        if (bytes.length > mostBytes) {
            throw new IOException("the file is larger than " + mostBytes + " bytes");
        }
        return bytes;
    }

    /** Depth first: the files of a folder, then its sub-folders, each by name. */
    private static final class Walk implements Iterator<Path> {
        private final Lister lister;
        private final Deque<Path> ahead = new ArrayDeque<>();
        private @Nullable Path unreadable;

        Walk(Path root, Lister lister) {
            this.lister = lister;
            try {
                entries(root).forEach(ahead::push);
            } catch (IOException e) {
                throw new UncheckedIOException(UNREADABLE_FOLDER, e);
            }
        }

        @Override
        public boolean hasNext() {
            Path next = ahead.peek();
            while (next != null && !next.equals(unreadable) && Files.isDirectory(next)) {
                try {
                    List<Path> entries = entries(next);
                    ahead.pop();
                    entries.forEach(ahead::push);
                } catch (IOException e) {
                    unreadable = next;
                }
                next = ahead.peek();
            }
            return next != null;
        }

        @Override
        public Path next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ahead.pop();
        }

        /** The last first, as they are pushed. */
        private List<Path> entries(Path folder) throws IOException {
            try (Stream<Path> entries = lister.list(folder)) {
                Path[] all = entries.filter(Walk::isVisible).toArray(Path[]::new);
                Set<String> records = Arrays.stream(all)
                        .map(Path::toString)
                        .filter(name -> name.endsWith(".hea"))
                        .map(name -> name.substring(0, name.length() - 4))
                        .collect(Collectors.toSet());
                return Arrays.stream(all)
                        .filter(path -> !isCompanion(path.toString(), records))
                        .sorted((a, b) -> order(b).compareTo(order(a)))
                        .toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        /** Links are not followed: they may lead round and round. */
        private static boolean isVisible(Path path) {
            return !path.getFileName().toString().startsWith(".")
                    && (Files.isRegularFile(path) || (Files.isDirectory(path) && !Files.isSymbolicLink(path)));
        }

        private static String order(Path path) {
            return (Files.isDirectory(path) ? "1" : "0") + path.getFileName();
        }

        private static boolean isCompanion(String name, Set<String> records) {
            int dot = name.lastIndexOf('.');
            return dot > name.lastIndexOf('/')
                    && name.substring(dot).matches("\\.(dat|mat|atr|qrs|xws)")
                    && records.contains(name.substring(0, dot));
        }
    }
}
