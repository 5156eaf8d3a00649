package org.einthoven.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which ECGs a request means: the parameters of an address, or the fields of "filter". One that is empty is refused, as it
 * would mean all ECGs.
 */
final class Parameters {
    private static final Set<String> OF_FILTER =
            Set.of("state", "destination", "channel", "sender", "from", "to", "lane", "q");
    private static final Set<String> OF_PAGE = Set.of("after", "limit");
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    static Parameters of(HttpServletRequest request) throws ApiException {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, String[]> given : request.getParameterMap().entrySet()) {
            String name = given.getKey();
            if (!OF_FILTER.contains(name) && !OF_PAGE.contains(name)) {
                throw ApiException.badRequest(
                        "The parameters are state, destination, channel, sender, from, to, lane, q, after and limit.");
            }
            if (given.getValue().length != 1) {
                throw ApiException.badRequest("Each parameter is given once; several states are separated by commas.");
            }
            values.put(name, meant(name, given.getValue()[0]));
        }
        return new Parameters(values);
    }

    /** The one parameter "id": in a path no identifier can stand that has "//" or "%2F" in it. */
    static String identifier(HttpServletRequest request) throws ApiException {
        Map<String, String[]> given = request.getParameterMap();
        String[] identifier = given.get("id");
        if (identifier == null || identifier.length != 1 || given.size() != 1) {
            throw ApiException.badRequest("The parameter is id, given once.");
        }
        return meant("id", identifier[0]);
    }

    static Parameters of(@Nullable JsonNode filter) throws ApiException {
        Map<String, String> values = new HashMap<>();
        if (filter != null && !filter.isObject()) {
            throw ApiException.badRequest("filter is an object.");
        }
        if (filter != null) {
            for (Map.Entry<String, JsonNode> field : filter.properties()) {
                if (!OF_FILTER.contains(field.getKey()) || !field.getValue().isTextual()) {
                    throw ApiException.badRequest(
                            "The fields of filter are state, destination, channel, sender, from, to, lane and q, each a text.");
                }
                values.put(
                        field.getKey(), meant(field.getKey(), field.getValue().textValue()));
            }
        }
        return new Parameters(values);
    }

    /** A variable of a script that was never set must not mean everything. */
    private static String meant(String name, String value) throws ApiException {
        if (value.isBlank()) {
            throw ApiException.badRequest(name + " says nothing: leave it out, or say what is meant.");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.badRequest(name + " has control characters, which nothing here has.");
        }
        return value;
    }

    EcgFilter filter() throws ApiException {
        return new EcgFilter(
                states(),
                values.get("channel"),
                values.get("sender"),
                values.get("destination"),
                values.get("q"),
                lane(),
                time("from"),
                time("to"));
    }

    long after() throws ApiException {
        return number("after", 0, 0, Long.MAX_VALUE);
    }

    int limit() throws ApiException {
        return (int) number("limit", USUAL, 1, MOST);
    }

    private Set<LedgerEntry.State> states() throws ApiException {
        String given = values.get("state");
        if (given == null) {
            return Set.of();
        }
        try {
            return Arrays.stream(given.split(",", -1))
                    .map(state -> LedgerEntry.State.valueOf(state.strip().toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(
                    "state is RECEIVED, INTERPRETED, DELIVERED, QUARANTINED, FAILED or DISMISSED, or several separated"
                            + " by commas.");
        }
    }

    private @Nullable Lane lane() throws ApiException {
        String given = values.get("lane");
        try {
            return given == null ? null : Lane.valueOf(given.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("lane is LIVE or BACKFILL.");
        }
    }

    private @Nullable Instant time(String name) throws ApiException {
        String given = values.get(name);
        try {
            return given == null
                    ? null
                    : Instant.ofEpochMilli(
                            OffsetDateTime.parse(given).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw ApiException.badRequest(
                    name + " is a time with its offset, such as 2026-01-31T22:00:00+01:00 or 2026-01-31T21:00:00Z.");
        }
    }

    private long number(String name, long usual, long least, long most) throws ApiException {
        String given = values.get(name);
        try {
            long number = given == null ? usual : Long.parseLong(given);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw ApiException.badRequest(
                name + " is a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most) + ".");
    }
}
