package org.einthoven.training.evaluate.study;

/** Ages in the bands of the sub-groups' tables. */
public final class AgeBand {
    private AgeBand() {}

    /** "under 40", "40-64", "65-79", "80 and over". */
    public static String of(int years) {
        if (years < 40) {
            return "under 40";
        }
        return years < 65 ? "40-64" : years < 80 ? "65-79" : "80 and over";
    }
}
