package org.einthoven.app.intake;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of Study Date and Study Time to search in (range matching, PS3.4 C.2.2.2.5): some days, or a part of one.
 *
 * @param start of the day, and {@code end} within it, where it is one day
 * @param modality of the studies, or null for any
 */
record StudyWindow(
        LocalDate from,
        LocalDate to,
        LocalTime start,
        LocalTime end,
        @Nullable String modality) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final long SHORTEST_SECONDS = 60;

    static StudyWindow days(LocalDate from, LocalDate to) {
        return new StudyWindow(from, to, LocalTime.MIN, LocalTime.MAX, null);
    }

    private StudyWindow ofDays(LocalDate first, LocalDate last) {
        return new StudyWindow(first, last, start, end, modality);
    }

    private StudyWindow ofTimes(LocalTime first, LocalTime last) {
        return new StudyWindow(from, to, first, last, modality);
    }

    /** The same for studies of one modality. */
    StudyWindow of(String studies) {
        return new StudyWindow(from, to, start, end, studies);
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

    /** Whether a Study Time lies in another part of the day; not where it is absent or no time. */
    boolean excludes(String time) {
        String digits = time.replace(":", "");
        if (isWholeDays() || !digits.matches("[0-9]{2,6}([.][0-9]*)?")) {
            return false;
        }
        String seconds = (digits.replaceAll("[.].*", "") + "0000").substring(0, 6);
        return seconds.compareTo(TIME.format(start)) < 0 || seconds.compareTo(TIME.format(end)) > 0;
    }

    boolean isDivisible() {
        return !isOneDay() || ChronoUnit.SECONDS.between(start, end) >= 2 * SHORTEST_SECONDS;
    }

    /** The earlier and the later half. */
    List<StudyWindow> halves() {
        if (!isOneDay()) {
            LocalDate middle = from.plusDays(ChronoUnit.DAYS.between(from, to) / 2);
            return List.of(ofDays(from, middle), ofDays(middle.plusDays(1), to));
        }
        LocalTime middle =
                start.plusSeconds(ChronoUnit.SECONDS.between(start, end) / 2).truncatedTo(ChronoUnit.SECONDS);
        return List.of(ofTimes(start, middle), ofTimes(middle.plusSeconds(1), end));
    }
}
