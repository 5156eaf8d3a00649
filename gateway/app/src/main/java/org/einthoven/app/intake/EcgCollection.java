package org.einthoven.app.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somewhere that ECGs lie and can be fetched from: a folder tree, a PACS, a FHIR server. Backfill takes all of it;
 * reconciliation looks for what came there in a time and was not received here.
 */
public interface EcgCollection {
    /** Its name in the configuration, in metrics and in the log. */
    String name();

    /** What came there at or after this time. */
    default Stream<Item> list(@Nullable Instant since) throws IOException {
        return list(since, null);
    }

    /**
     * What came there from one time to another, in an order that stays the same; to be closed. An element may be listed
     * that came before or after. Where the collection may not have told all of it, the stream ends with an {@link
     * IncompleteListException} as the cause of an {@link java.io.UncheckedIOException}, after all that it told.
     *
     * @param since null for the beginning
     * @param until null for now
     * @throws IOException when it cannot be asked now
     */
    Stream<Item> list(@Nullable Instant since, @Nullable Instant until) throws IOException;

    /**
     * The bytes of one ECG; none where the collection sends it to the gateway by another way (C-MOVE).
     *
     * @param mostBytes a larger one is refused
     * @throws IOException when it cannot be fetched; the message says why without patient data
     */
    byte[] fetch(Item item, int mostBytes) throws IOException;

    /**
     * One ECG in a collection.
     *
     * @param key names it there, and to {@link EcgCollection#fetch}
     * @param version another when the content is another, as far as a look at the list can tell
     * @param sourceIdentifier the SOP Instance UID or other identifier, where the collection tells it without a fetch
     */
    record Item(String key, String version, @Nullable String sourceIdentifier) {
        public Item {
            Objects.requireNonNull(key);
            Objects.requireNonNull(version);
        }
    }
}
