package org.einthoven.app.intake;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A range of Study Date and Study Time to search in (range matching, PS3.4 C.2.2.2.5): some days, or a part of one.
 *
 * @param start of the day, and {@code end} within it, where it is one day
 */
record StudyWindow(LocalDate from, LocalDate to, LocalTime start, LocalTime end) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final long SHORTEST_SECONDS = 60;

    static StudyWindow days(LocalDate from, LocalDate to) {
        return new StudyWindow(from, to, LocalTime.MIN, LocalTime.MAX);
    }

    boolean isOneDay() {
        return from.equals(to);
    }

    /** Whether it is a day or more: studies without a time lie in no part of a day. */
    boolean isWholeDays() {
        return start.equals(LocalTime.MIN) && end.equals(LocalTime.MAX);
    }

    /** The value of Study Date (0008,0020). */
    String dates() {
        return isOneDay() ? DATE.format(from) : DATE.format(from) + "-" + DATE.format(to);
    }

    /** The value of Study Time (0008,0030); empty for whole days. */
    String times() {
        return isWholeDays() ? "" : TIME.format(start) + "-" + TIME.format(end) + ".999999";
    }

    boolean isDivisible() {
        return !isOneDay() || ChronoUnit.SECONDS.between(start, end) >= 2 * SHORTEST_SECONDS;
    }

    /** The earlier and the later half. */
    List<StudyWindow> halves() {
        if (!isOneDay()) {
            LocalDate middle = from.plusDays(ChronoUnit.DAYS.between(from, to) / 2);
            return List.of(days(from, middle), days(middle.plusDays(1), to));
        }
        LocalTime middle =
                start.plusSeconds(ChronoUnit.SECONDS.between(start, end) / 2).truncatedTo(ChronoUnit.SECONDS);
        return List.of(new StudyWindow(from, to, start, middle), new StudyWindow(from, to, middle.plusSeconds(1), end));
    }
}
