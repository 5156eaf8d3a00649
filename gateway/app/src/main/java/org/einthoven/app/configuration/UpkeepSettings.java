package org.einthoven.app.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway looks after what it has taken.
 *
 * @param backfillMaxWaiting how many ECGs of an archive may wait to be read
 */
public record UpkeepSettings(Reconciliation reconciliation, Retention retention, int backfillMaxWaiting) {
    /** What a gateway does that is told nothing. */
    public static final UpkeepSettings STANDARD = new UpkeepSettings(Reconciliation.STANDARD, Retention.FOREVER, 1_000);

    public UpkeepSettings {
        Objects.requireNonNull(reconciliation);
        Objects.requireNonNull(retention);
    }

    /**
     * The comparison with destinations and sources.
     *
     * @param every how often; null for never
     * @param window how far back
     * @param folders of ECG files that must all have been received
     */
    public record Reconciliation(@Nullable Duration every, Duration window, List<Path> folders) {
        public static final Reconciliation STANDARD =
                new Reconciliation(Duration.ofHours(1), Duration.ofHours(48), List.of());

        public Reconciliation {
            Objects.requireNonNull(window);
            folders = List.copyOf(folders);
        }
    }

    /**
     * How long what is settled is kept; null is for ever.
     *
     * @param originals the ECGs as they came in
     * @param ledger what is known of ECGs whose original was removed
     * @param reports the reports as they were sent
     */
    public record Retention(
            @Nullable Duration originals,
            @Nullable Duration ledger,
            @Nullable Duration reports) {
        public static final Retention FOREVER = new Retention(null, null, null);
    }
}
