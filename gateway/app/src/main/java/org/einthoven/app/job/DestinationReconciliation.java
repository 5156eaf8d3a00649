package org.einthoven.app.job;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.ledger.SentReports;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each destination whether it has the reports that it took, and sends again what it has not. */
final class DestinationReconciliation implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(DestinationReconciliation.class);
    private static final int PAGE = 100;

    private final SentReports sent;
    private final Map<String, ReportDestination> destinations = new LinkedHashMap<>();
    private final @Nullable Duration every;
    private final Duration window;
    private final Clock clock;

    /** @param window how far back it looks */
    DestinationReconciliation(
            SentReports sent,
            List<ReportDestination> destinations,
            @Nullable Duration every,
            Duration window,
            Clock clock) {
        this.sent = sent;
        destinations.forEach(destination -> this.destinations.put(destination.name(), destination));
        this.every = every;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reconciliation";
    }

    @Override
    public @Nullable Duration every() {
        return every;
    }

    @Override
    public List<String> subjects() {
        return List.copyOf(destinations.keySet());
    }

    @Override
    public void run(String subject, Progress progress) throws IOException {
        ReportDestination destination = destinations.get(subject);
        Instant until = clock.instant();
        SentReports.Sent last = SentReports.Sent.before(until.minus(window));
        while (destination != null && !progress.stopping()) {
            List<SentReports.Sent> page = sent.list(subject, last, until, PAGE);
            if (page.isEmpty()) {
                return;
            }
            compare(destination, page.stream().map(SentReports.Sent::reportId).toList(), progress);
            last = page.get(page.size() - 1);
        }
    }

    private void compare(ReportDestination destination, List<String> reports, Progress progress) throws IOException {
        Set<String> missing = destination.missing(reports);
        progress.compared(reports.size());
        if (!missing.isEmpty()) {
            progress.missing(missing.size());
            progress.mended(sent.sendAgain(destination.name(), List.copyOf(missing)));
            LOG.warn("{} reports are missing at {}; they are sent again", missing.size(), destination.name());
        }
    }
}
