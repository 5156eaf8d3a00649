package org.einthoven.app.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the sections reconciliation, retention and backfill. */
final class UpkeepReader {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})([smhd])");
    static final String DURATIONS = "a number with a unit: s, m, h or d, such as 48h";
    private static final String FOREVER = "forever";
    private static final String OFF = "off";

    private UpkeepReader() {}

    static UpkeepSettings read(YamlMapping root) {
        UpkeepSettings.Reconciliation reconciliation = reconciliation(root.mapping("reconciliation"));
        UpkeepSettings.Retention retention = retention(root.mapping("retention"), reconciliation.window());
        YamlMapping backfill = root.mapping("backfill");
        int waiting = backfill.integer("maxWaiting", UpkeepSettings.STANDARD.backfillMaxWaiting(), 1, 1_000_000);
        backfill.finish();
        return new UpkeepSettings(reconciliation, retention, waiting);
    }

    private static UpkeepSettings.Reconciliation reconciliation(YamlMapping section) {
        UpkeepSettings.Reconciliation standard = UpkeepSettings.Reconciliation.STANDARD;
        boolean given = section.has("every");
        Duration every = section.parsed("every", DURATIONS + ", or off", or(OFF));
        Duration window = section.parsed("window", DURATIONS, UpkeepReader::duration);
        List<Path> folders = section.list("folders", "a folder", Path::of);
        section.finish();
        return new UpkeepSettings.Reconciliation(
                given ? every : standard.every(), Objects.requireNonNullElse(window, standard.window()), folders);
    }

    private static UpkeepSettings.Retention retention(YamlMapping section, Duration window) {
        String allowed = DURATIONS + ", or forever";
        Duration originals = section.parsed("originals", allowed, or(FOREVER));
        Duration ledger = section.parsed("ledger", allowed, or(FOREVER));
        Duration reports = section.parsed("reports", allowed, or(FOREVER));
        if (ledger != null && (originals == null || originals.compareTo(ledger) > 0)) {
            section.fault("ledger", "retention.ledger must not be shorter than retention.originals");
        }
        if (reports != null && reports.compareTo(window) < 0) {
            section.fault("reports", "retention.reports must not be shorter than reconciliation.window");
        }
        section.finish();
        return new UpkeepSettings.Retention(originals, ledger, reports);
    }

    private static Function<String, @Nullable Duration> or(String never) {
        return text -> text.equals(never) ? null : duration(text);
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
