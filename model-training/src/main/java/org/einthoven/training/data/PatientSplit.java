package org.einthoven.training.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.loop.TextFile;
import org.einthoven.training.loop.WholeFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which patient belongs to which part, so that no record crosses. A file: {@code patient,part} and a line for each.
 *
 * @param parts in the order of the patients' keys
 */
public record PatientSplit(Map<StoreKey, Part> parts) {
    private static final Logger LOG = LoggerFactory.getLogger(PatientSplit.class);
    private static final String HEADING = "patient,part";
    private static final Comparator<StoreKey> BY_KEY =
            Comparator.comparingLong(StoreKey::high).thenComparingLong(StoreKey::low);

    public PatientSplit {
        Map<StoreKey, Part> sorted = new TreeMap<>(BY_KEY);
        sorted.putAll(parts);
        parts = Collections.unmodifiableMap(sorted);
    }

    /**
     * Deals patients out so that each part has its share of every finding: the rarest finding first (Sechidis et al. 2011, in short),
     * then the patients without any. The same for the same patients, labels and seed, in whatever order they are stored.
     *
     * @throws IOException where there are too few patients for three parts
     */
    public static PatientSplit stratified(EcgDataset dataset, long seed) throws IOException {
        return stratified(dataset, seed, read -> {});
    }

    /** The same. @param progress is told how many windows are read */
    public static PatientSplit stratified(EcgDataset dataset, long seed, IntConsumer progress) throws IOException {
        Map<StoreKey, Set<Task>> findings = findings(dataset, progress);
        if (findings.size() < Part.values().length) {
            throw new IOException(
                    "the data set has " + findings.size() + " patients: none of three parts may be empty");
        }
        return dealt(findings, seed, Map.of());
    }

    /**
     * The same for public sets: patients keep the part that they had when models were published ({@link PublishedSplit}), others are dealt out so
     * that the whole has its shares. All of a source of fewer than three patients train.
     */
    public static PatientSplit published(EcgDataset dataset, long seed) throws IOException {
        Map<StoreKey, Set<Task>> findings = findings(dataset, read -> {});
        Map<StoreKey, Part> kept = PublishedSplit.read().ofPatients(dataset);
        if (findings.size() < Part.values().length) {
            findings.keySet().forEach(patient -> kept.putIfAbsent(patient, Part.TRAIN));
            return new PatientSplit(kept);
        }
        return dealt(findings, seed, kept);
    }

    private static PatientSplit dealt(Map<StoreKey, Set<Task>> findings, long seed, Map<StoreKey, Part> kept) {
        Dealer dealer = new Dealer(findings, new Random(seed));
        dealer.parts.putAll(kept);
        Arrays.stream(Task.values())
                .sorted(Comparator.comparingInt(task -> dealer.having(task).size()))
                .forEach(task -> dealer.deal(dealer.having(task)));
        dealer.deal(new ArrayList<>(findings.keySet()));
        dealer.fill(kept);
        return new PatientSplit(dealer.parts);
    }

    private static Map<StoreKey, Set<Task>> findings(EcgDataset dataset, IntConsumer progress) throws IOException {
        Map<StoreKey, Set<Task>> findings = new TreeMap<>(BY_KEY);
        for (int window = 0; window < dataset.size(); window++) {
            StoredEcg ecg = dataset.get(window);
            Set<Task> present = findings.computeIfAbsent(ecg.patient(), patient -> EnumSet.noneOf(Task.class));
            ecg.labels().forEach((task, isPresent) -> {
                if (isPresent) {
                    present.add(task);
                }
            });
            progress.accept(window + 1);
        }
        return findings;
    }

    private record Dealer(Map<StoreKey, Set<Task>> findings, Random random, Map<StoreKey, Part> parts) {
        Dealer(Map<StoreKey, Set<Task>> findings, Random random) {
            this(findings, random, new TreeMap<>(BY_KEY));
        }

        List<StoreKey> having(Task task) {
            return findings.keySet().stream()
                    .filter(patient -> findings.getOrDefault(patient, Set.of()).contains(task))
                    .toList();
        }

        /** Those that have no part yet, each to the part that is furthest from its share of this stratum. */
        void deal(List<StoreKey> stratum) {
            List<StoreKey> open = new ArrayList<>(stratum.stream()
                    .filter(patient -> !parts.containsKey(patient))
                    .toList());
            Collections.shuffle(open, random);
            Map<Part, Integer> counts = new EnumMap<>(Part.class);
            for (StoreKey patient : stratum) {
                Part part = parts.get(patient);
                if (part != null) {
                    counts.merge(part, 1, Integer::sum);
                }
            }
            for (StoreKey patient : open) {
                Part part = neediest(counts, stratum.size());
                counts.merge(part, 1, Integer::sum);
                parts.put(patient, part);
            }
        }

        /** Gives a part that went empty, as of very few patients, one of those of the largest part that have the fewest findings. */
        void fill(Map<StoreKey, Part> kept) {
            for (Part part : Part.values()) {
                if (!parts.containsValue(part)) {
                    Part largest = Arrays.stream(Part.values())
                            .max(Comparator.comparingLong(this::count))
                            .orElseThrow();
                    parts.keySet().stream()
                            .filter(patient -> parts.get(patient) == largest && !kept.containsKey(patient))
                            .min(Comparator.comparingInt(patient ->
                                    findings.getOrDefault(patient, Set.of()).size()))
                            .ifPresent(patient -> parts.put(patient, part));
                }
            }
        }

        private long count(Part part) {
            return parts.values().stream().filter(part::equals).count();
        }

        private static Part neediest(Map<Part, Integer> counts, int size) {
            return Arrays.stream(Part.values())
                    .max(Comparator.comparingDouble(part -> part.share() * size - counts.getOrDefault(part, 0)))
                    .orElseThrow();
        }
    }

    /** Null for a patient of whom the split knows nothing: who came later takes part in nothing. */
    public @Nullable Part of(StoreKey patient) {
        return parts.get(patient);
    }

    /**
     * Lets no store be left out without a word. Of whom the split does not know, as who came later, or whom only the split of another store names,
     * takes part in nothing: how many windows these are is told in the log.
     *
     * @param opened of each store what it holds
     * @throws IOException naming a store of which the split knows no patient
     */
    public void requireCovers(List<Path> stores, List<EcgDataset> opened) throws IOException {
        for (int i = 0; i < stores.size(); i++) {
            Path store = stores.get(i);
            int all = opened.get(i).size();
            int others = windowsOfOthers(opened.get(i));
            if (others == all) {
                throw new IOException("of the patients in " + store
                        + " the split knows none: give --split the store's own as well, or make one of all stores");
            }
            if (others > 0) {
                LOG.warn(
                        "{} of {} windows in {} are of patients whom the split does not name: they take no part",
                        others,
                        all,
                        store);
            }
        }
    }

    private int windowsOfOthers(EcgDataset dataset) throws IOException {
        int others = 0;
        for (int window = 0; window < dataset.size(); window++) {
            if (!parts.containsKey(dataset.get(window).patient())) {
                others++;
            }
        }
        return others;
    }

    /** The windows of a part. */
    public Predicate<StoredEcg> in(Part part) {
        return ecg -> parts.get(ecg.patient()) == part;
    }

    /** How many patients a part has. */
    public long count(Part part) {
        return parts.values().stream().filter(part::equals).count();
    }

    /** @throws IOException naming the line that is wrong */
    public static PatientSplit read(Path file) throws IOException {
        Map<StoreKey, Part> parts = new TreeMap<>(BY_KEY);
        try (BufferedReader in = TextFile.reader(file)) {
            String line = in.readLine();
            if (!HEADING.equals(line)) {
                throw new IOException(file + " is no split: it does not begin with the line " + HEADING);
            }
            int number = 1;
            while ((line = in.readLine()) != null) {
                number++;
                String[] cells = line.split(",", -1);
                Part part = cells.length == 2 ? part(cells[1]) : null;
                if (part == null) {
                    throw new IOException(file + ":" + number + ": not a patient's key and train, validation or test");
                }
                if (parts.put(key(file, number, cells[0]), part) != null) {
                    throw new IOException(file + ":" + number + ": the patient stands twice");
                }
            }
        } catch (CharacterCodingException e) {
            throw TextFile.noText(file, e);
        }
        return new PatientSplit(parts);
    }

    /** Several splits as one, as of several stores. */
    public static PatientSplit read(List<Path> files) throws IOException {
        Map<StoreKey, Part> all = new TreeMap<>(BY_KEY);
        for (Path file : files) {
            for (Map.Entry<StoreKey, Part> entry : read(file).parts.entrySet()) {
                Part before = all.put(entry.getKey(), entry.getValue());
                if (before != null && before != entry.getValue()) {
                    throw new IOException(
                            file + " puts the patient " + entry.getKey()
                                    + " into another part than a split before it: make one split of all stores: train split --store A B --out FILE");
                }
            }
        }
        return new PatientSplit(all);
    }

    /** A number that two equal splits have in common, in hexadecimal. */
    public String fingerprint() {
        CRC32C crc = new CRC32C();
        parts.forEach((patient, part) -> crc.update((patient + part.name()).getBytes(StandardCharsets.US_ASCII)));
        return Long.toHexString(crc.getValue()) + "-" + parts.size();
    }

    private static StoreKey key(Path file, int number, String text) throws IOException {
        try {
            return StoreKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ":" + number + ": not a patient's key of 32 hexadecimal digits", e);
        }
    }

    private static @Nullable Part part(String text) {
        return Arrays.stream(Part.values())
                .filter(part -> part.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null);
    }

    /** Whole or not at all: where that fails, a split that was there before stays. */
    public void write(Path file) throws IOException {
        WholeFile.write(file, to -> {
            to.write((HEADING + "\n").getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<StoreKey, Part> entry : parts.entrySet()) {
                String line = entry.getKey() + "," + entry.getValue().name().toLowerCase(Locale.ROOT) + "\n";
                to.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        });
    }
}
