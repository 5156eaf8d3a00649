package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which ECGs are meant; what is null or empty does not limit.
 *
 * @param states any of these
 * @param destination with {@link #states}: how the report stands at this destination alone
 * @param identifier an object hash or its first twelve digits or more, SOP Instance UID or other source identifier, or report id
 * @param from received at or after
 * @param to received before
 */
public record EcgFilter(
        Set<LedgerEntry.State> states,
        @Nullable String channel,
        @Nullable String sender,
        @Nullable String destination,
        @Nullable String identifier,
        @Nullable Lane lane,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** Every ECG. */
    public static final EcgFilter ALL = new EcgFilter(Set.of(), null, null, null, null, null, null, null);

    public EcgFilter {
        states = Set.copyOf(states);
    }

    /** The ECGs, each sequence of bytes, that one identifier names. */
    public static EcgFilter of(String identifier) {
        return new EcgFilter(Set.of(), null, null, null, Objects.requireNonNull(identifier), null, null, null);
    }

    /** The ECGs that stand so. */
    public static EcgFilter in(LedgerEntry.State... states) {
        return new EcgFilter(Set.of(states), null, null, null, null, null, null, null);
    }

    /** The condition on {@code received} under another name than r. */
    String where(String alias) {
        return where().replaceAll("\\br\\.", alias + ".");
    }

    /** The condition on {@code received r}. */
    String where() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (!states.isEmpty()) {
            conditions.add("(" + String.join(" or ", stateConditions()) + ")");
        } else if (destination != null) {
            conditions.add(deliveries("true"));
        }
        addIf(conditions, channel, "r.channel = :channel");
        addIf(conditions, sender, "r.sender = :sender");
        addIf(
                conditions,
                identifier,
                "(r.object_hash = :identifier or r.source_identifier = :identifier or r.report_id = :identifier"
                        + " or r.source_key = (select n.source_key from report n where n.report_id = :identifier)"
                        + (isBeginOfHash()
                                ? " or (r.object_hash > :identifier and r.object_hash < :identifier || 'g')"
                                : "")
                        + ")");
        addIf(conditions, lane, "r.lane = :lane");
        addIf(conditions, from, "r.received_at >= :from");
        addIf(conditions, to, "r.received_at < :to");
        return String.join(" and ", conditions);
    }

    /** Lists show the first digits of a hash, which name an object as well as all of them. */
    private boolean isBeginOfHash() {
        return identifier != null && identifier.matches("[0-9a-f]{12,63}");
    }

    private static void addIf(List<String> conditions, @Nullable Object value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    Map<String, Object> bindings() {
        Map<String, Object> bindings = new HashMap<>();
        putIf(bindings, "channel", channel);
        putIf(bindings, "sender", sender);
        // Of what has no report no destination is asked.
        putIf(bindings, "destination", where().contains(":destination") ? destination : null);
        putIf(bindings, "identifier", identifier);
        putIf(bindings, "lane", lane == null ? null : lane.name());
        putIf(bindings, "from", from == null ? null : from.toEpochMilli());
        putIf(bindings, "to", to == null ? null : to.toEpochMilli());
        return bindings;
    }

    private static void putIf(Map<String, Object> bindings, String name, @Nullable Object value) {
        if (value != null) {
            bindings.put(name, value);
        }
    }

    /** What is in quarantine is found together with what failed, where both are asked for. */
    private List<String> stateConditions() {
        return states.stream()
                .filter(state -> state != LedgerEntry.State.QUARANTINED || !states.contains(LedgerEntry.State.FAILED))
                .map(this::state)
                .toList();
    }

    /** The stored state goes as far as INTERPRETED; the rest follows from the deliveries, as in LedgerSearch. */
    private String state(LedgerEntry.State state) {
        return switch (state) {
            case RECEIVED -> "r.state = 'RECEIVED'";
            case QUARANTINED -> "(r.state = 'QUARANTINED' and r.dismissed_at is null)";
            // The states are named for the index that finds them.
            case DISMISSED -> "(r.state in ('QUARANTINED', 'FAILED') and r.dismissed_at is not null)";
            case INTERPRETED ->
                "(r.state = 'INTERPRETED' and ("
                        + deliveries("d.state = 'WAITING'")
                        + (destination == null ? " or not " + deliveries("true") : "")
                        + "))";
            case DELIVERED ->
                "(r.state = 'INTERPRETED' and " + deliveries("true") + " and not "
                        + deliveries("d.state in ('WAITING', 'FAILED')") + ")";
            case FAILED -> "r.sequence in (" + failed() + ")";
        };
    }

    /** Found by what failed, not among all that did not: that is little, and people ask for it most. */
    private String failed() {
        String at = destination == null ? "" : " and d.destination = :destination";
        return (destination == null
                        ? "select u.sequence from received u where u.state = 'FAILED'"
                                + " and u.dismissed_at is null union all "
                        : "")
                + "select i.sequence from delivery d join received i on i.report_id = d.report_id"
                + " where d.state = 'FAILED'" + at + " and i.state = 'INTERPRETED' and not exists (select 1 from"
                + " delivery w where w.report_id = d.report_id and w.state = 'WAITING'"
                + at.replace("d.", "w.") + ")"
                + (states.contains(LedgerEntry.State.QUARANTINED)
                        ? " union all select q.sequence from received q where q.state = 'QUARANTINED'"
                                + " and q.dismissed_at is null"
                        : "");
    }

    private String deliveries(String condition) {
        return "exists (select 1 from delivery d where d.report_id = r.report_id and " + condition
                + (destination == null ? "" : " and d.destination = :destination") + ")";
    }
}
