package org.einthoven.app.job;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.PulledIntake;
import org.einthoven.app.ledger.Ledger;

/**
 * Fetches from an archive what it has and did not send.
 *
 * @param sender the archive's AE title, or its name where it has none; the time zone of its ECGs goes by it
 * @param every how often it is asked
 * @param window how far back before the last look, for what comes late
 */
public record Pull(EcgCollection archive, String sender, Duration every, Duration window) {
    static final String NAME = "pull";
    /** An archive whose objects cannot be fetched may be mended; one object that never can must not have all be searched for ever. */
    private static final Duration PATIENCE = Duration.ofDays(30);

    public Pull {
        Objects.requireNonNull(archive);
        Objects.requireNonNull(sender);
        Objects.requireNonNull(every);
        Objects.requireNonNull(window);
    }

    Job job(Ledger ledger, PulledIntake intake, Clock clock) {
        return new SourceReconciliation(
                NAME,
                ledger,
                ecg -> {
                    intake.accept(ecg, sender);
                    return true;
                },
                List.of(archive),
                new SourceReconciliation.Reach(every, window, PATIENCE),
                clock);
    }
}
