package org.einthoven.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.einthoven.ecg.Task;

/**
 * Splits groups of records so that each part has its share of every finding: the rarest finding is dealt out first
 * (Sechidis et al. 2011, in short), then the records without any. Records of one lead and of twelve are dealt apart.
 */
public final class StratifiedSplit {
    /** Groups of several records train: what they teach about one patient must not leak, nor weigh in a test. */
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private final Random random;

    private StratifiedSplit(long seed) {
        random = new Random(seed);
    }

    /** The same split for the same examples and seed, whatever the order of the examples. */
    public static Split of(List<Example> examples, long seed) {
        StratifiedSplit split = new StratifiedSplit(seed);
        List<Example> sorted =
                examples.stream().sorted(Comparator.comparing(Example::id)).toList();
        split.keepGroupsTogether(sorted);
        split.deal(sorted.stream().filter(e -> !e.set().singleLead()).toList());
        split.deal(sorted.stream().filter(e -> e.set().singleLead()).toList());
        return new Split(split.parts);
    }

    private void keepGroupsTogether(List<Example> examples) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        examples.stream().map(Example::group).filter(g -> !seen.add(g)).forEach(repeated::add);
        examples.stream().filter(e -> repeated.contains(e.group())).forEach(e -> parts.put(e.id(), Part.TRAIN));
    }

    private void deal(List<Example> examples) {
        Arrays.stream(Task.values())
                .sorted(Comparator.comparingLong(task -> positives(examples, task)))
                .forEach(task -> dealOut(examples.stream()
                        .filter(e -> e.labels().isPresent(task))
                        .toList()));
        dealOut(examples);
    }

    private static long positives(List<Example> examples, Task task) {
        return examples.stream().filter(e -> e.labels().isPresent(task)).count();
    }

    /** Deals those that have no part yet, each to the part that is furthest from its share of this stratum. */
    private void dealOut(List<Example> stratum) {
        List<Example> open = new ArrayList<>(
                stratum.stream().filter(e -> !parts.containsKey(e.id())).toList());
        Collections.shuffle(open, random);
        Map<Part, Integer> counts = new EnumMap<>(Part.class);
        Arrays.stream(Part.values()).forEach(part -> counts.put(part, count(stratum, part)));
        for (Example example : open) {
            Part part = neediest(counts, stratum.size());
            counts.merge(part, 1, Integer::sum);
            parts.put(example.id(), part);
        }
    }

    private static Part neediest(Map<Part, Integer> counts, int size) {
        return Arrays.stream(Part.values())
                .max(Comparator.comparingDouble(part -> part.share() * size - counts.getOrDefault(part, 0)))
                .orElseThrow();
    }

    private int count(List<Example> stratum, Part part) {
        return (int) stratum.stream().filter(e -> parts.get(e.id()) == part).count();
    }
}
