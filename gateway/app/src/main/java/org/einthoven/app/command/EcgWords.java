package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the API tells of ECGs, in words for a person: times in the zone of this machine, with offset. */
final class EcgWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int SHORT_HASH = 12;

    private EcgWords() {}

    /** A line an ECG, under a header. */
    static List<String> table(Iterable<JsonNode> ecgs) {
        TextTable table = new TextTable("RECEIVED AT", "STATE", "CHANNEL", "SENDER", "OBJECT", "WHY, AND WHAT NEXT");
        for (JsonNode ecg : ecgs) {
            table.add(
                    time(ecg.path("receivedAt")),
                    text(ecg.path("state")),
                    text(ecg.path("channel")),
                    text(ecg.path("sender")),
                    text(ecg.path("object")).substring(0, SHORT_HASH),
                    why(ecg));
        }
        return table.lines();
    }

    private static String why(JsonNode ecg) {
        List<String> words = new ArrayList<>();
        if (!ecg.path("state").asText().matches("INTERPRETED|DELIVERED")
                && ecg.path("reason").isTextual()) {
            words.add(ecg.path("reason").textValue() + next(ecg));
        }
        for (JsonNode delivery : ecg.path("deliveries")) {
            if (!delivery.path("state").asText().equals("DELIVERED")) {
                words.add(delivery(delivery));
            }
        }
        return words.isEmpty() ? "-" : String.join("; ", words);
    }

    /** "ehr: WAITING, it does not answer, tried 3 times, again at 2026-01-31 22:00:00+01:00". */
    private static String delivery(JsonNode delivery) {
        StringBuilder words = new StringBuilder(delivery.path("destination").asText())
                .append(": ")
                .append(delivery.path("state").asText());
        for (String said : List.of("reason", "warning")) {
            if (delivery.path(said).isTextual()) {
                words.append(", ")
                        .append(said.equals("warning") ? "warning: " : "")
                        .append(delivery.path(said).textValue());
            }
        }
        return words.append(next(delivery)).toString();
    }

    private static String next(JsonNode tried) {
        int tries = tried.path("tries").asInt();
        return (tries == 0 ? "" : ", tried " + (tries == 1 ? "once" : tries + " times"))
                + (tried.path("nextTryAt").isTextual() ? ", " + due(tried.path("nextTryAt")) : "");
    }

    /** A time in the past is no promise: it goes when its destination answers, or the report before it is there. */
    private static String due(JsonNode nextTryAt) {
        boolean past = Instant.parse(nextTryAt.textValue()).isBefore(Instant.now());
        return (past ? "due since " : "again at ") + time(nextTryAt);
    }

    /** The whole way of each ECG that goes by a name. */
    static List<String> wholeOfEach(JsonNode found) {
        List<String> lines = new ArrayList<>();
        found.path("ecgs").forEach(ecg -> lines.addAll(whole(ecg)));
        return lines;
    }

    private static List<String> whole(JsonNode ecg) {
        List<String> lines = new ArrayList<>();
        lines.add("object     " + text(ecg.path("object")));
        lines.add("source     " + text(ecg.path("sourceIdentifier")) + " (" + text(ecg.path("format")) + ")");
        lines.add("received   " + time(ecg.path("receivedAt")) + " by " + text(ecg.path("channel")) + " from "
                + text(ecg.path("sender")) + " at " + text(ecg.path("node")) + ", "
                + ecg.path("arrivals").asInt()
                + " times, " + text(ecg.path("lane")));
        lines.add("state      " + text(ecg.path("state"))
                + (ecg.path("reason").isTextual() ? ": " + ecg.path("reason").textValue() : "") + next(ecg));
        if (ecg.path("originalRemoved").asBoolean()) {
            lines.add("original   removed by retention");
        }
        for (JsonNode report : ecg.path("reports")) {
            lines.add("report     " + text(report.path("reportId")) + " by " + text(report.path("model")) + ", "
                    + time(report.path("madeAt"))
                    + (report.path("analysed").asBoolean() ? "" : ", not analysed: " + text(report.path("reason"))));
            report.path("deliveries").forEach(delivery -> lines.add("           " + delivery(delivery)));
        }
        TextTable steps = new TextTable("AT", "STEP", "OUTCOME", "DESTINATION", "NODE", "WHY");
        for (JsonNode step : ecg.path("steps")) {
            steps.add(
                    time(step.path("at")),
                    text(step.path("step")),
                    text(step.path("outcome")),
                    text(step.path("destination")),
                    text(step.path("node")),
                    text(step.path("reason")));
        }
        lines.addAll(steps.lines());
        return lines;
    }

    /** How many ECGs, and reports by destination, are in which state. */
    static List<String> summary(JsonNode summary) {
        TextTable ecgs = new TextTable("STATE", "ECGS");
        summary.path("ecgs")
                .properties()
                .forEach(state -> ecgs.add(state.getKey(), state.getValue().asText()));
        TextTable reports = new TextTable("DESTINATION", "STATE", "REPORTS");
        summary.path("reports").properties().forEach(to -> to.getValue()
                .properties()
                .forEach(state -> reports.add(
                        to.getKey(), state.getKey(), state.getValue().asText())));
        List<String> lines = new ArrayList<>(ecgs.lines());
        lines.add("");
        lines.addAll(reports.lines());
        summary.path("unserved")
                .properties()
                .forEach(to -> lines.add(to.getValue().asLong() + " reports are open at " + to.getKey()
                        + ", which is no destination of this gateway; docs/repair.md tells what to do"));
        return lines;
    }

    /** What the jobs that look after the rest did. */
    static List<String> jobs(JsonNode answer) {
        TextTable table =
                new TextTable("STARTED AT", "JOB", "SUBJECT", "NODE", "COMPARED", "MISSING", "MENDED", "OUTCOME");
        for (JsonNode run : answer.path("runs")) {
            table.add(
                    time(run.path("startedAt")),
                    text(run.path("job")),
                    text(run.path("subject")),
                    text(run.path("node")),
                    run.path("compared").asText(),
                    run.path("missing").asText(),
                    run.path("mended").asText(),
                    run.path("endedAt").isTextual() ? text(run.path("outcome")) : "has not ended");
        }
        return table.lines();
    }

    /** What a replay did or would do. */
    static List<String> outcome(JsonNode outcome) {
        return outcome(outcome, null);
    }

    /** @param done what was done at once, such as "ECGs are dismissed"; null where tries become due */
    static List<String> outcome(JsonNode outcome, @Nullable String done) {
        boolean dryRun = outcome.path("dryRun").asBoolean();
        List<String> lines = new ArrayList<>();
        lines.add(outcome.path("ecgs").asLong() + " ECGs are meant; "
                + outcome.path("dueAgain").asLong()
                + (done == null
                        ? scheduled(dryRun, outcome.path("seconds"))
                        : " " + (dryRun ? done.replace(" are ", " would be ") : done)));
        outcome.path("passedOver")
                .properties()
                .forEach(reason -> lines.add("passed over " + reason.getValue().asLong() + ": " + reason.getKey()));
        if (dryRun) {
            lines.addAll(table(outcome.path("first")));
            lines.add("Nothing was changed: this was a dry run.");
        }
        return lines;
    }

    private static String scheduled(boolean dryRun, JsonNode seconds) {
        return (dryRun ? " tries would be made" : " tries are scheduled") + ", the last in "
                + Math.round(seconds.asDouble()) + " s";
    }

    private static String time(JsonNode time) {
        return time.isTextual() ? TIME.format(Instant.parse(time.textValue())) : "-";
    }

    private static String text(JsonNode text) {
        return text.isTextual() ? text.textValue() : "-";
    }
}
