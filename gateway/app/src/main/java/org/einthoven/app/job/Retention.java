package org.einthoven.app.job;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.configuration.UpkeepSettings;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.Removal;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.app.store.RetiredObjects;

/**
 * Removes, once a day, what the rules no longer want.
 *
 * <p>An original is first put aside, then marked as removed in the ledger, and deleted by the next run, a day later, if the
 * ledger still says so. Killed between the first two, the ledger does not know of a removal, and the next run puts the
 * original back. Had it been the other way round, an original could stay for ever that the ledger calls removed. An ECG that
 * comes in again while its original is being put aside clears the mark, and has its original back by the next run.
 */
final class Retention implements Job {
    private static final String REPORTS = "reports";
    private static final String LEDGER = "ledger";
    private static final int PAGE = 200;
    /** Less than the day between two runs, which need not begin at the same second. */
    private static final Duration ASIDE = Duration.ofHours(23);

    private final Removal removal;
    private final ObjectStore objects;
    private final UpkeepSettings.Retention rules;
    private final Clock clock;
    private final String originals;

    /** @param place names the object store among those of the nodes */
    Retention(Removal removal, ObjectStore objects, String place, UpkeepSettings.Retention rules, Clock clock) {
        this.removal = removal;
        this.objects = objects;
        this.originals = "originals at " + place;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    /** Originals also where they are kept for ever: an earlier rule may have put some aside. */
    @Override
    public List<String> subjects() {
        List<String> subjects = new ArrayList<>(List.of(originals));
        if (rules.reports() != null) {
            subjects.add(REPORTS);
        }
        if (rules.ledger() != null) {
            subjects.add(LEDGER);
        }
        return subjects;
    }

    @Override
    public void run(String subject, Progress progress) throws IOException {
        Duration reports = rules.reports();
        Duration ledger = rules.ledger();
        if (subject.equals(originals)) {
            settleRetired();
            retire(progress);
        } else if (subject.equals(REPORTS) && reports != null) {
            parts(progress, from -> removal.reports(before(reports), from, PAGE));
        } else if (subject.equals(LEDGER) && ledger != null) {
            parts(progress, from -> removal.entries(before(ledger), from, PAGE));
            removal.runs(before(ledger));
            removal.commitments(before(ledger));
        }
    }

    /**
     * Deletes what was put aside a day ago, or puts it back where the ledger does not call it removed. What was removed
     * at a time that is still to come was removed by a clock that went wrong.
     */
    private void settleRetired() throws IOException {
        RetiredObjects retired = objects.retired();
        Instant now = clock.instant();
        for (ObjectHash object : retired.list()) {
            Instant removedAt = removal.removedAt(object).orElse(null);
            if (removedAt == null) {
                retired.restore(object);
            } else if (removedAt.isAfter(now.plus(Ledger.CLOCKS_DIFFER))) {
                removal.restored(object);
                retired.restore(object);
            } else if (!removedAt.isAfter(now.minus(ASIDE))) {
                retired.delete(object);
            }
        }
    }

    private void retire(Progress progress) throws IOException {
        if (rules.originals() == null) {
            return;
        }
        Instant before = before(rules.originals());
        long after = 0;
        while (!progress.stopping()) {
            List<Removal.Outdated> page = removal.originals(before, after, PAGE);
            if (page.isEmpty()) {
                return;
            }
            List<ObjectHash> aside = new ArrayList<>();
            for (Removal.Outdated outdated : page) {
                if (objects.retired().retire(outdated.object())) {
                    aside.add(outdated.object());
                }
            }
            progress.compared(page.size());
            int removed = removal.removed(aside, before);
            progress.mended(removed);
            if (removed < aside.size()) {
                // One came in anew, or its storage was committed, while it was put aside: it goes back now.
                settleRetired();
            }
            after = page.get(page.size() - 1).sequence();
        }
    }

    private Instant before(Duration kept) {
        return clock.instant().minus(kept);
    }

    private interface Parts {
        Removal.Part remove(Instant from) throws IOException;
    }

    private static void parts(Progress progress, Parts parts) throws IOException {
        Instant from = Instant.EPOCH;
        int found = PAGE;
        while (found == PAGE && !progress.stopping()) {
            Removal.Part part = parts.remove(from);
            progress.compared(part.found());
            progress.mended(part.removed());
            found = part.found();
            from = part.last();
        }
    }
}
