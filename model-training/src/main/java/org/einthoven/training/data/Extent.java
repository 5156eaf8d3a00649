package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.einthoven.training.loop.RunProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many windows each of a run's data sets has, in their order: "294+21540". A run keeps that. Stores are only appended to, as by a gateway that
 * collects, so that the run goes on, or is exported, with the windows that it began with, and those that came later take no part.
 */
public record Extent(List<Integer> windows) {
    /** Its name in a run's properties. */
    public static final String KEY = "data.windows";

    private static final Logger LOG = LoggerFactory.getLogger(Extent.class);
    private static final String AND = "+";

    public Extent {
        windows = List.copyOf(windows);
    }

    /** Data as they were when a run began; as they are where the folder holds none. What came later is told in the log. */
    static EcgDataset asBegun(EcgDataset all, Path run) throws IOException {
        EcgDataset begun = ofRun(run).map(all::within).orElse(all);
        if (begun.size() < all.size()) {
            LOG.warn(
                    "{} windows came after the run in {} was begun: they take no part in it",
                    all.size() - begun.size(),
                    run);
        }
        return begun;
    }

    /** Empty where the folder holds no run, or one of a version that did not keep it. */
    private static Optional<Extent> ofRun(Path folder) throws IOException {
        Path properties = folder.resolve(RunProperties.FILE_NAME);
        String kept = Files.exists(properties) ? RunProperties.read(properties).get(KEY) : null;
        return kept == null ? Optional.empty() : Optional.of(parse(properties, kept));
    }

    /** Whether one data set that has so many windows now had just these once. */
    boolean isOf(int windowsNow) {
        return windows.size() == 1 && 0 <= windows.get(0) && windows.get(0) <= windowsNow;
    }

    private static Extent parse(Path properties, String text) throws IOException {
        try {
            return new Extent(
                    Arrays.stream(text.split("\\+", -1)).map(Integer::valueOf).toList());
        } catch (NumberFormatException e) {
            throw new IOException(properties + " tells no numbers of windows: it is damaged", e);
        }
    }

    @Override
    public String toString() {
        return windows.stream().map(String::valueOf).collect(Collectors.joining(AND));
    }
}
