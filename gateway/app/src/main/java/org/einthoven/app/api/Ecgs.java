package org.einthoven.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.ledger.LedgerSearch;
import org.einthoven.app.ledger.ReportEntry;
import org.einthoven.app.ledger.Step;

/** /api/ecgs and /api/summary. */
final class Ecgs {
    /** Of one identifier: the same ECG in so many transfer syntaxes would be odd. */
    private static final int MOST_OF_ONE = 100;

    private final LedgerSearch search;
    private final List<String> destinations;

    Ecgs(LedgerSearch search, List<String> destinations) {
        this.search = search;
        this.destinations = destinations;
    }

    JsonNode list(Parameters parameters) throws ApiException, LedgerException {
        int limit = parameters.limit();
        List<LedgerEntry> entries = search.list(parameters.filter(), parameters.after(), limit);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode ecgs = page.putArray("ecgs");
        entries.forEach(entry -> ecgs.add(EcgJson.of(entry)));
        if (entries.size() < limit) {
            page.putNull("next");
        } else {
            page.put("next", entries.get(entries.size() - 1).sequence());
        }
        return page;
    }

    JsonNode show(String identifier) throws ApiException, LedgerException {
        List<LedgerEntry> entries = search.list(EcgFilter.of(identifier), 0, MOST_OF_ONE);
        if (entries.isEmpty()) {
            throw ApiException.notFound(
                    "No ECG has this object hash, source identifier or report id; it may never have come in.");
        }
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        ArrayNode ecgs = found.putArray("ecgs");
        for (LedgerEntry entry : entries) {
            ObjectNode ecg = EcgJson.of(entry);
            ArrayNode reports = ecg.putArray("reports");
            for (ReportEntry report : search.reports(entry.object())) {
                reports.add(EcgJson.of(report));
            }
            ArrayNode steps = ecg.putArray("steps");
            for (Step step : search.way(entry.object())) {
                steps.add(EcgJson.of(step));
            }
            ecgs.add(ecg);
        }
        return found;
    }

    JsonNode summary() throws LedgerException {
        Map<String, Long> counts = search.summary();
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        ObjectNode ecgs = summary.putObject("ecgs");
        for (LedgerEntry.State state : LedgerEntry.State.values()) {
            ecgs.put(state.name(), counts.getOrDefault(state.name(), 0L));
        }
        ObjectNode reports = summary.putObject("reports");
        counts.forEach((key, count) -> {
            int at = key.indexOf(" at ");
            if (at > 0) {
                reports.withObjectProperty(key.substring(at + " at ".length())).put(key.substring(0, at), count);
            }
        });
        summary.set("unserved", unserved(reports));
        return summary;
    }

    /** How many reports are open at destinations that this gateway does not deliver to. */
    private ObjectNode unserved(ObjectNode reports) {
        ObjectNode unserved = JsonNodeFactory.instance.objectNode();
        reports.properties().forEach(to -> {
            long open = to.getValue().path("WAITING").asLong()
                    + to.getValue().path("FAILED").asLong();
            if (open > 0 && !destinations.contains(to.getKey())) {
                unserved.put(to.getKey(), open);
            }
        });
        return unserved;
    }
}
