package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.einthoven.training.evaluate.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Test records that have something in common.
 *
 * @param key "sex"
 * @param value "female"
 * @param metrics null where all of them have the finding, or none
 */
record Subgroup(
        String key,
        String value,
        int positives,
        int size,
        @Nullable Metrics metrics) {
    /** Every group of every key that any record names; records that do not name it are in none. A group of all records is none. */
    static List<Subgroup> of(Cases test, Scores scores, Frozen frozen, long seed) {
        List<Subgroup> groups = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>();
        test.list().forEach(each -> keys.addAll(each.groups().keySet()));
        for (String key : keys) {
            TreeSet<String> values = new TreeSet<>();
            test.list().stream()
                    .filter(each -> each.groups().containsKey(key))
                    .forEach(each -> values.add(each.groups().getOrDefault(key, "")));
            for (String value : values) {
                int[] places = test.places(each -> value.equals(each.groups().get(key)));
                if (places.length == test.size()) {
                    continue;
                }
                groups.add(of(key, value, test.select(places), scores.select(places), frozen, seed));
            }
        }
        return groups;
    }

    private static Subgroup of(String key, String value, Cases cases, Scores scores, Frozen frozen, long seed) {
        Metrics metrics = cases.bothKinds() ? Metrics.of(cases, scores, frozen, seed) : null;
        return new Subgroup(key, value, cases.positives(), cases.size(), metrics);
    }
}
