package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Smaller training parts, each within the next, so that a curve over their sizes shows what more labels bring and not what
 * other labels do.
 *
 * <p>The rule: patients are put in an order by chance. Records come in rounds, in each round at most one of every patient, so
 * that a subset has as many patients as it can and a patient's second record comes only after everyone's first of its kind.
 * Of N records, N × (part of all that have the finding), rounded, have the finding, but at least one has and one has not.
 */
final class NestedSubsets {
    private final List<Case> positives;
    private final List<Case> negatives;

    NestedSubsets(Cases all, long seed) {
        if (!all.bothKinds()) {
            throw new IllegalArgumentException("records with and without the finding are needed");
        }
        List<Case> inRounds = inRounds(all.list(), new Random(seed));
        positives = inRounds.stream().filter(Case::positive).toList();
        negatives = inRounds.stream().filter(each -> !each.positive()).toList();
    }

    private static List<Case> inRounds(List<Case> all, Random random) {
        List<Case> shuffled = new ArrayList<>(all);
        // Not in the order in which they happen to be given.
        shuffled.sort(Comparator.comparingInt(Case::record));
        Collections.shuffle(shuffled, random);
        List<String> order = new ArrayList<>(new LinkedHashSet<>(
                shuffled.stream().map(Case::patient).sorted().toList()));
        Collections.shuffle(order, random);
        Map<String, Integer> place = new HashMap<>();
        order.forEach(patient -> place.put(patient, place.size()));
        Map<String, Integer> rounds = new HashMap<>();
        record Placed(Case of, int round, int patient) {}
        return shuffled.stream()
                .map(each -> new Placed(
                        each, rounds.merge(each.patient(), 1, Integer::sum), place.getOrDefault(each.patient(), 0)))
                .sorted(Comparator.comparingInt(Placed::round).thenComparingInt(Placed::patient))
                .map(Placed::of)
                .toList();
    }

    /** @param n from 2 to all */
    Cases of(int n) {
        int all = positives.size() + negatives.size();
        if (n < 2 || n > all) {
            throw new IllegalArgumentException("a subset has 2 to " + all + " records, not " + n);
        }
        long share = Math.round((double) n * positives.size() / all);
        int with = (int) Math.max(1, Math.min(n - 1, share));
        List<Case> subset = new ArrayList<>(positives.subList(0, with));
        subset.addAll(negatives.subList(0, n - with));
        return new Cases(subset);
    }
}
