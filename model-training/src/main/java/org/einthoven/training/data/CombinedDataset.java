package org.einthoven.training.data;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.einthoven.ecg.store.StoredEcg;

/** Several data sets one behind the other. */
record CombinedDataset(List<EcgDataset> parts) implements EcgDataset {
    CombinedDataset {
        parts = List.copyOf(parts);
    }

    /** Each source once, of however many stores. */
    @Override
    public String source() {
        return String.join("+", sources());
    }

    @Override
    public Set<String> sources() {
        Set<String> sources = new LinkedHashSet<>();
        parts.forEach(part -> sources.addAll(part.sources()));
        return sources;
    }

    @Override
    public String source(int window) {
        int first = first(window);
        return part(window).source(window - first);
    }

    @Override
    public int size() {
        return parts.stream().mapToInt(EcgDataset::size).sum();
    }

    @Override
    public StoredEcg get(int window) throws IOException {
        int first = first(window);
        return part(window).get(window - first);
    }

    @Override
    public void read(int window, float[] into) throws IOException {
        int first = first(window);
        part(window).read(window - first, into);
    }

    @Override
    public String fingerprint() {
        return parts.stream().map(EcgDataset::fingerprint).collect(Collectors.joining("+"));
    }

    @Override
    public EcgDataset within(Extent extent) {
        if (extent.windows().size() != parts.size()) {
            return this;
        }
        return new CombinedDataset(IntStream.range(0, parts.size())
                .mapToObj(part -> parts.get(part)
                        .within(new Extent(List.of(extent.windows().get(part)))))
                .toList());
    }

    private EcgDataset part(int window) {
        int first = 0;
        for (EcgDataset part : parts) {
            if (window < first + part.size()) {
                return part;
            }
            first += part.size();
        }
        throw new IndexOutOfBoundsException("no window " + window + " of " + size());
    }

    private int first(int window) {
        int first = 0;
        for (EcgDataset part : parts) {
            if (window < first + part.size()) {
                return first;
            }
            first += part.size();
        }
        return first;
    }
}
