package org.einthoven.ecg.delineation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * The beats of an ECG, of all leads together and as each lead for itself shows them.
 *
 * @param leads for each lead the same beats in the same order; a wave that the lead does not show is null
 */
public record LeadDelineation(Delineation together, Map<Lead, List<Beat>> leads) {
    /** The bounds of all leads together are those of most: a lead may show a wave a little before or behind them. */
    private static final double TOLERANCE_SECONDS = .02;

    public LeadDelineation {
        Objects.requireNonNull(together);
        Map<Lead, List<Beat>> copy = new LinkedHashMap<>();
        leads.forEach((lead, beats) -> copy.put(lead, List.copyOf(beats)));
        leads = Collections.unmodifiableMap(copy);
    }

    /** A lead's wave, or null where its peak lies outside of what all leads together have there: it is noise or another wave. */
    static @Nullable Wave agreeing(@Nullable Wave lead, @Nullable Wave together) {
        boolean agree = lead != null
                && together != null
                && lead.peak() >= together.onset() - TOLERANCE_SECONDS
                && lead.peak() <= together.offset() + TOLERANCE_SECONDS;
        return agree ? lead : null;
    }
}
