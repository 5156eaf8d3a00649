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

    /**
     * A lead's wave, no longer than that of all leads together; null where its peak lies outside of that, as then it is noise
     * or another wave.
     */
    static @Nullable Wave agreeing(@Nullable Wave lead, @Nullable Wave together) {
        if (lead == null || together == null) {
            return null;
        }
        double earliest = together.onset() - TOLERANCE_SECONDS;
        double latest = together.offset() + TOLERANCE_SECONDS;
        return lead.peak() < earliest || lead.peak() > latest
                ? null
                : new Wave(lead.kind(), Math.max(earliest, lead.onset()), lead.peak(), Math.min(latest, lead.offset()));
    }
}
