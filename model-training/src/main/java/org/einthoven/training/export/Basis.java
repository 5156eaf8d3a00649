package org.einthoven.training.export;

import java.util.List;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.data.Origin;

/**
 * Of what records a model's figures are.
 *
 * @param leftOut about records of the other origin; empty where there are none
 */
record Basis(Origin origin, List<String> sources, int validation, int test, String leftOut) {
    Basis {
        sources = List.copyOf(sources);
    }

    static Basis of(LabelledParts parts) {
        return new Basis(
                parts.learning().origin(),
                List.copyOf(parts.test().bySource().keySet()),
                parts.learning().validation().size(),
                parts.test().size(),
                parts.told());
    }

    /** For readers, Markdown. */
    String told() {
        String kind = origin == Origin.REAL ? "real" : "simulated";
        return "Calibration, thresholds and needed leads are of %d %s validation records, all figures of %d %s test records of %s."
                        .formatted(validation, kind, test, kind, Sources.plain(sources))
                + (origin == Origin.REAL ? "" : " **They say nothing of how it does on patients.**")
                + (leftOut.isEmpty() ? "" : " " + leftOut);
    }
}
