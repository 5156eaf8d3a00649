package org.einthoven.ecg.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a damaged store what is whole, into a new one; the damaged one stays as it is. A record of which a window is damaged is left out
 * altogether, so that an import of the same files brings it back.
 */
public final class StoreRepair {
    private final EcgStore damaged;
    /** By window; null where the line cannot be read. */
    private final List<@Nullable StoreKey> records = new ArrayList<>();

    private final Map<StoreKey, Integer> windows = new HashMap<>();
    private final Map<StoreKey, Integer> last = new HashMap<>();
    private final Set<StoreKey> broken = new HashSet<>();

    private StoreRepair(EcgStore damaged) {
        this.damaged = damaged;
    }

    /**
     * What came of it.
     *
     * @param damaged the damaged windows, each named: "window 17 of record 3f… "
     * @param leftOut windows of damaged records that were whole themselves
     */
    public record Result(int windows, List<String> damaged, int leftOut) {}

    /**
     * Reads everything and copies what is whole.
     *
     * @param into a folder that is not there yet, or empty
     * @throws IOException where the store's properties cannot be read, or the new one cannot be written
     */
    public static Result run(Path store, Path into) throws IOException {
        if (EcgStore.isStore(into)) {
            throw new IOException(into + " is a store already; what is whole is written into a new one");
        }
        EcgStore damaged = EcgStore.openDamaged(store);
        return new StoreRepair(damaged).into(into);
    }

    private Result into(Path path) throws IOException {
        List<String> named = name(new HashSet<>(damaged.damaged()));
        findGaps();
        int copied = 0;
        int leftOut = 0;
        try (EcgStoreWriter writer = EcgStoreWriter.open(path, damaged.source())) {
            for (int window = 0; window < damaged.size(); window++) {
                StoreKey record = records.get(window);
                if (record == null) {
                    continue;
                }
                if (broken.contains(record)) {
                    leftOut++;
                } else {
                    damaged.copy(window, writer);
                    copied++;
                }
            }
        }
        return new Result(copied, named, leftOut);
    }

    /** Keeps the records of whole windows, and names the others. */
    private List<String> name(Set<Integer> damagedWindows) {
        List<String> named = new ArrayList<>();
        for (int window = 0; window < damaged.size(); window++) {
            StoredEcg ecg = damaged.known(window);
            boolean isDamaged = damagedWindows.contains(window);
            records.add(ecg == null || isDamaged ? null : ecg.record());
            if (isDamaged) {
                named.add("window " + window + (ecg == null ? "" : " of record " + ecg.record()));
            }
            if (ecg != null && isDamaged) {
                broken.add(ecg.record());
            } else if (ecg != null) {
                windows.merge(ecg.record(), 1, Integer::sum);
                last.merge(ecg.record(), ecg.window(), Math::max);
            }
        }
        return named;
    }

    /** Whose windows are not all there lost some whose lines cannot be read. A window that stands twice hides a gap, but that is rare. */
    private void findGaps() {
        windows.forEach((record, count) -> {
            if (count < last.getOrDefault(record, 0) + 1) {
                broken.add(record);
            }
        });
    }
}
