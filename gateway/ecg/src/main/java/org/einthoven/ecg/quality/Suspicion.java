package org.einthoven.ecg.quality;

import java.util.Locale;
import java.util.Objects;
import org.einthoven.ecg.QualityIssue;

/**
 * That electrodes were exchanged.
 *
 * @param exchange the likeliest
 * @param probability that this is how they lie, 0 to 1
 * @param ofAny the probability that any exchange of this kind has happened, at least the former
 */
public record Suspicion(ElectrodeExchange exchange, double probability, double ofAny) {
    public Suspicion {
        Objects.requireNonNull(exchange);
        if (!(probability >= 0 && probability <= ofAny && ofAny <= 1 + 1e-9)) {
            throw new IllegalArgumentException("probabilities of " + probability + " and " + ofAny);
        }
    }

    QualityIssue issue() {
        String text = "electrodes look exchanged (probability %.0f %%), most likely %s (%.0f %%)";
        return QualityIssue.note(
                exchange.code(),
                String.format(Locale.ROOT, text, floor(ofAny), exchange.electrodes(), floor(probability)));
    }

    /** Never 100 %: nothing here is that sure. */
    private static double floor(double probability) {
        return Math.min(99, Math.floor(100 * probability));
    }
}
