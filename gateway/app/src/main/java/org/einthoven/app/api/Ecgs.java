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

    Ecgs(LedgerSearch search) {
        this.search = search;
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
        ObjectNode destinations = summary.putObject("reports");
        counts.forEach((key, count) -> {
            int at = key.indexOf(" at ");
            if (at > 0) {
                destinations
                        .withObjectProperty(key.substring(at + " at ".length()))
                        .put(key.substring(0, at), count);
            }
        });
        return summary;
    }
}
