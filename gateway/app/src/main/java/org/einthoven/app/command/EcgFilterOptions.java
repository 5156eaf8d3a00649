package org.einthoven.app.command;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ECGs a command means. */
final class EcgFilterOptions {
    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "RECEIVED, INTERPRETED, DELIVERED, QUARANTINED, FAILED, DISMISSED; several separated by "
                    + "commas")
    private List<String> states = List.of();

    @Option(names = "--destination", paramLabel = "NAME", description = "how the report stands at this destination")
    private @Nullable String destination;

    @Option(names = "--channel", paramLabel = "NAME", description = "by which way it came: dicom, fhir, file")
    private @Nullable String channel;

    @Option(names = "--sender", paramLabel = "AET", description = "the calling AE title")
    private @Nullable String sender;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "received at or after: 2026-01-31, 2026-01-31T22:00 or with offset")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "received before")
    private @Nullable String to;

    @Option(names = "--lane", paramLabel = "LANE", description = "LIVE or BACKFILL")
    private @Nullable String lane;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "object hash, SOP Instance UID or other source identifier, or report id")
    private @Nullable String identifier;

    /** As the API names them. */
    Map<String, String> parameters() throws CommandFailure {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "state", states.isEmpty() ? null : String.join(",", states));
        put(parameters, "destination", destination);
        put(parameters, "channel", channel);
        put(parameters, "sender", sender);
        put(parameters, "from", time("--from", from));
        put(parameters, "to", time("--to", to));
        put(parameters, "lane", lane);
        put(parameters, "q", identifier);
        return parameters;
    }

    @Nullable
    String destination() {
        return destination;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** A time without offset is meant as the clock on this machine's wall shows it. */
    private static @Nullable String time(String option, @Nullable String text) throws CommandFailure {
        if (text == null) {
            return null;
        }
        try {
            if (!text.contains("T")) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toOffsetDateTime()
                        .toString();
            }
            return text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$")
                    ? OffsetDateTime.parse(text).toString()
                    : LocalDateTime.parse(text)
                            .atZone(ZoneId.systemDefault())
                            .toOffsetDateTime()
                            .toString();
        } catch (DateTimeParseException e) {
            throw CommandFailure.badInput(
                    option + " is a day or a time: 2026-01-31, 2026-01-31T22:00 or 2026-01-31T22:00:00+01:00");
        }
    }
}
