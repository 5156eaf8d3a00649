package org.einthoven.app.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /** The nearest of the allowed words by edit distance; empty when none is near. */
    public static Optional<String> nearest(String word, Collection<String> allowed) {
        return allowed.stream()
                .filter(candidate -> distance(word, candidate) <= reach(word))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code "; did you mean …?"}, or nothing. */
    public static String ask(String word, Collection<String> allowed) {
        return nearest(word, allowed)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    /** Two letters exchanged are two edits; of a short word something must be left. */
    private static int reach(String word) {
        return Math.min(Math.max(2, word.length() / 3), word.length() - 1);
    }

    /** Levenshtein's distance, case aside. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
