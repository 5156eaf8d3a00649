package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.StoredEcg;
import org.jspecify.annotations.Nullable;

/** Windows of ten seconds of one source, by number, wherever they lie. Safe for use by many threads. */
public interface EcgDataset {
    /** Where they are from, as figures are told apart by it. */
    String source();

    /** Where one of its windows is from, as several data sets may be read as one. */
    default String source(int window) {
        return source();
    }

    /** Of all its windows, each once. */
    default Set<String> sources() {
        return Set.of(source());
    }

    /** How many. */
    int size();

    /** Whose a window is, and what is labelled in it. */
    StoredEcg get(int window) throws IOException;

    /**
     * Reads a window.
     *
     * @param into 12 × 2500 millivolts at 250 Hz, NaN where not valid
     */
    void read(int window, float[] into) throws IOException;

    /** SHA-256 of all that it holds, in hexadecimal. */
    String fingerprint();

    /** What it consists of; itself where that is one thing. */
    default List<EcgDataset> parts() {
        return List.of(this);
    }

    /** How many windows its parts have. */
    default Extent extent() {
        return new Extent(parts().stream().map(EcgDataset::size).toList());
    }

    /** Its first windows, of each of its parts as many as told; itself where it has not as many, or other parts. */
    default EcgDataset within(Extent extent) {
        return this;
    }

    /** A store, or a folder or file of public data sets, which is read into memory. */
    static EcgDataset open(Path path) throws IOException {
        return open(path, null);
    }

    /**
     * A store, or any folder or file of ECGs that the gateway's codecs read, which is read into memory.
     *
     * @param secret the file with the secret of the pseudonyms; null for public data sets, and of no matter for a store
     */
    static EcgDataset open(Path path, @Nullable Path secret) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("there is nothing at " + path);
        }
        return EcgStore.isStore(path) ? StoredDataset.open(path) : MemoryDataset.read(path, secret);
    }

    /** Several as one; patients whose keys are equal are one patient. */
    static EcgDataset open(List<Path> paths) throws IOException {
        return open(paths, null);
    }

    /**
     * The same for a run.
     *
     * @param run its folder: where it was begun, the data are what they were then, whatever came later
     */
    static EcgDataset open(List<Path> paths, @Nullable Path secret, Path run) throws IOException {
        return Extent.asBegun(open(paths, secret), run);
    }

    /**
     * The same as they are now.
     *
     * @param secret the file with the secret of the pseudonyms; null for public data sets and for stores
     */
    static EcgDataset open(List<Path> paths, @Nullable Path secret) throws IOException {
        List<EcgDataset> parts = new ArrayList<>();
        for (Path path : paths) {
            parts.add(open(path, secret));
        }
        return parts.size() == 1 ? parts.get(0) : new CombinedDataset(parts);
    }
}
