package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reports that a destination took, to be compared with what it has. */
public final class SentReports {
    /** A destination that loses a report again and again is not sent it for ever. */
    private static final int MOST_LOSSES = 5;

    private static final String MISSING = "MISSING";
    private static final String REASON = "missing at the destination";

    private final Ledger ledger;

    SentReports(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A report that a destination took.
     *
     * @param sequence of the delivery
     */
    public record Sent(String reportId, Instant at, long sequence) {
        public Sent {
            Objects.requireNonNull(reportId);
            Objects.requireNonNull(at);
        }

        /** Before everything that was sent at this time or later. */
        public static Sent before(Instant at) {
            return new Sent("", at, 0);
        }
    }

    /** The reports that a destination took, in the order in which it took them: those behind this one, until then. */
    public List<Sent> list(String destination, Sent after, Instant until, int atMost) throws LedgerException {
        return ledger.read(handle -> handle.createQuery("""
                        select report_id, changed_at, sequence from delivery
                        where destination = :destination and state = 'DELIVERED' and changed_at >= :at
                                and (changed_at > :at or sequence > :sequence) and changed_at < :until
                        order by changed_at, sequence limit :most""")
                .bind("destination", destination)
                .bind("at", after.at().toEpochMilli())
                .bind("sequence", after.sequence())
                .bind("until", until.toEpochMilli())
                .bind("most", atMost)
                .map((row, context) -> new Sent(
                        row.getString("report_id"),
                        Instant.ofEpochMilli(row.getLong("changed_at")),
                        row.getLong("sequence")))
                .list());
    }

    /**
     * Puts reports that are not there back to those that are due; one that was lost there too often is given up.
     *
     * @return how many are sent again
     */
    public int sendAgain(String destination, List<String> reportIds) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> {
            int due = 0;
            for (String id : reportIds) {
                boolean again = losses(handle, id, destination) < MOST_LOSSES;
                if (putBack(handle, id, destination, again ? now : null, now)) {
                    StepTable.addDelivery(handle, id, destination, now, MISSING, REASON, ledger.node());
                    due += again ? 1 : 0;
                }
            }
            return due;
        });
    }

    private static int losses(Handle handle, String reportId, String destination) {
        return handle.createQuery("select count(*) from step s join report p on p.original_hash = s.object_hash"
                        + " where p.report_id = :report and s.destination = :destination and s.outcome = :outcome")
                .bind("report", reportId)
                .bind("destination", destination)
                .bind("outcome", MISSING)
                .mapTo(Integer.class)
                .one();
    }

    /** @param nextTryAt null to give it up */
    private static boolean putBack(
            Handle handle, String reportId, String destination, @Nullable Long nextTryAt, long now) {
        return handle.createUpdate("update delivery set state = :state, lane = 'BACKFILL', reason = :reason,"
                                + " next_try_at = :next, changed_at = :now"
                                + " where report_id = :report and destination = :destination and state = 'DELIVERED'")
                        .bind("state", nextTryAt == null ? "FAILED" : "WAITING")
                        .bind("reason", REASON)
                        .bind("next", nextTryAt)
                        .bind("now", now)
                        .bind("report", reportId)
                        .bind("destination", destination)
                        .execute()
                == 1;
    }
}
