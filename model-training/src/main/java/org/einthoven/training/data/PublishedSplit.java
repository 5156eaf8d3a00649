package org.einthoven.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.store.StoreKey;

/**
 * The split by record of the models that were published, a resource of this module: a record that tested one of them trains no later one
 * either.
 *
 * @param parts of records of the public sets, by the keys that stores give them
 */
record PublishedSplit(Map<StoreKey, Part> parts) {
    private static final String FILE = "split.csv";

    PublishedSplit {
        parts = Map.copyOf(parts);
    }

    static PublishedSplit read() throws IOException {
        try (InputStream in = PublishedSplit.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("the published split is missing in this build");
            }
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            Map<StoreKey, Part> parts = new HashMap<>();
            for (String line : lines) {
                String[] cells = line.split(",", -1);
                parts.put(StoreKey.publicName(cells[0]), part(cells[1]));
            }
            return new PublishedSplit(parts);
        }
    }

    private static Part part(String text) {
        return Arrays.stream(Part.values())
                .filter(part -> part.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow();
    }

    /** The parts of those patients of a data set of whom it has a record; who has records in two parts tests rather than validates, and validates rather than trains. */
    Map<StoreKey, Part> ofPatients(EcgDataset dataset) throws IOException {
        Map<StoreKey, Part> patients = new HashMap<>();
        for (int window = 0; window < dataset.size(); window++) {
            var ecg = dataset.get(window);
            Part part = parts.get(ecg.record());
            if (part != null) {
                patients.merge(ecg.patient(), part, (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        return patients;
    }
}
