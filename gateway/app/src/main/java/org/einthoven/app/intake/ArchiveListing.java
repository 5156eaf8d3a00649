package org.einthoven.app.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.einthoven.app.intake.EcgCollection.Item;
import org.jspecify.annotations.Nullable;

/**
 * Lists the ECGs of an archive. Searches go by days of Study Date, one day more at both ends: an archive's clock and time
 * zone are not ours. A study whose number of objects has not changed since it was listed last is not asked for its series
 * again.
 */
final class ArchiveListing {
    private static final int STUDIES_REMEMBERED = 50_000;

    private final ArchiveScope scope;
    private final Clock clock;
    private final Map<String, Listed> listed = new Remembered();

    /** What a study held when it had so many objects. */
    record Listed(String count, List<Item> items) {}

    /** The studies that were asked for last. */
    private static final class Remembered extends LinkedHashMap<String, Listed> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Listed> eldest) {
            return size() > STUDIES_REMEMBERED;
        }
    }

    ArchiveListing(ArchiveScope scope, Clock clock) {
        this.scope = scope;
        this.clock = clock;
    }

    /** @param query is closed with the stream */
    Stream<Item> list(@Nullable Instant since, @Nullable Instant until, ArchiveQuery query) {
        LocalDate from = since == null ? scope.earliest() : day(since).minusDays(1);
        LocalDate to = day(until == null ? clock.instant() : until).plusDays(1);
        ArchiveSearch search = new ArchiveSearch(query, scope, StudyWindow.days(from, to), listed);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(search, Spliterator.ORDERED), false)
                .onClose(query::close);
    }

    private LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, scope.timeZone());
    }
}
