package org.einthoven.training.augment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One value for each {@link Strength}.
 *
 * @param values from 0 to what the strength allows; those left out are 0
 */
public record Strengths(Map<Strength, Double> values) {
    public Strengths {
        Map<Strength, Double> all = new EnumMap<>(Strength.class);
        for (Strength strength : Strength.values()) {
            all.put(strength, checked(strength, values.getOrDefault(strength, 0.0)));
        }
        values = Collections.unmodifiableMap(all);
    }

    private static double checked(Strength strength, double value) {
        if (!(value >= 0 && value <= strength.most())) {
            throw new IllegalArgumentException(
                    "the augmentation " + strength.id() + " is 0 to " + strength.most() + ", not " + value);
        }
        return value;
    }

    /** Those of the literature on contrast of ECGs; nothing that changes rate or intervals. */
    public static Strengths standard() {
        Map<Strength, Double> usual = new EnumMap<>(Strength.class);
        for (Strength strength : Strength.values()) {
            usual.put(strength, strength.usual());
        }
        return new Strengths(usual);
    }

    /** These, some changed by name: {"crop": 0.5}. */
    public Strengths with(Map<String, Double> changes) {
        Map<Strength, Double> changed = new EnumMap<>(values);
        changes.forEach((id, value) -> changed.put(Strength.ofId(id), value));
        return new Strengths(changed);
    }

    double of(Strength strength) {
        return values.getOrDefault(strength, 0.0);
    }

    /** "rotation=45.0 crop=0.0 …", as run folders keep it. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().id() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
