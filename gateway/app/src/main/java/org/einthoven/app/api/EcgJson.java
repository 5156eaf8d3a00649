package org.einthoven.app.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.einthoven.app.ledger.JobRun;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.ReportEntry;
import org.einthoven.app.ledger.Step;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;

/** What stands in the ledger, as JSON: times in UTC, ISO 8601; null where there is none. */
final class EcgJson {
    private EcgJson() {}

    static ObjectNode of(LedgerEntry entry) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("sequence", entry.sequence())
                .put("object", entry.object().hex())
                .put("state", entry.state().name())
                .put("reason", entry.reason())
                .put("tries", entry.tries())
                .put("nextTryAt", time(entry.nextTryAt()))
                .put("channel", entry.channel())
                .put("sender", entry.sender())
                .put("lane", entry.lane().name())
                .put("node", entry.node())
                .put("size", entry.size())
                .put("receivedAt", time(entry.receivedAt()))
                .put("arrivals", entry.arrivals())
                .put("changedAt", time(entry.changedAt()))
                .put("format", entry.format())
                .put("sourceIdentifier", entry.sourceIdentifier())
                .put("reportId", entry.reportId())
                .put("model", entry.model())
                .put("analysed", entry.analysed())
                .put("originalRemoved", entry.removed());
        json.set("deliveries", of(entry.deliveries()));
        return json;
    }

    static ObjectNode of(ReportEntry report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("reportId", report.reportId())
                .put("model", report.model())
                .put("analysed", report.analysed())
                .put("reason", report.reason())
                .put("madeAt", time(report.madeAt()))
                .put("supersedes", report.supersedes())
                .put("contentRemoved", report.removed());
        json.set("deliveries", of(report.deliveries()));
        return json;
    }

    static ObjectNode of(Step step) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", time(step.at()))
                .put("step", step.step())
                .put("destination", step.destination())
                .put("outcome", step.outcome())
                .put("reason", step.reason())
                .put("node", step.node());
    }

    static ObjectNode of(JobRun run) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("job", run.job())
                .put("subject", run.subject())
                .put("node", run.node())
                .put("startedAt", time(run.startedAt()))
                .put("endedAt", time(run.endedAt()))
                .put("compared", run.tally().compared())
                .put("missing", run.tally().missing())
                .put("mended", run.tally().mended())
                .put("outcome", run.outcome());
    }

    private static ArrayNode of(List<Delivery> deliveries) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Delivery delivery : deliveries) {
            json.addObject()
                    .put("destination", delivery.destination())
                    .put("state", delivery.state().name())
                    .put("tries", delivery.tries())
                    .put("reason", delivery.reason())
                    .put("warning", delivery.warning())
                    .put("nextTryAt", time(delivery.nextTryAt()));
        }
        return json;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
