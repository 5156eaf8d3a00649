package org.einthoven.dicom.deidentify;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/** Moves dates by whole days; times of day stay. */
final class DateShift {
    /** DA and the beginning of DT (PS3.5 section 6.2), with the "." of ACR-NEMA forgiven; a year or month alone cannot be moved by days. */
    private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");

    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{8})((?:\\d{2}(?:\\d{2}(?:\\d{2}(?:\\.\\d{1,6})?)?)?)?(?:[+-]\\d{4})?)");
    private static final Pattern TIME = Pattern.compile("\\d{2}:?(?:\\d{2}:?(?:\\d{2}(?:\\.\\d{1,6})?)?)?");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final int days;

    /** @param days by which dates become earlier */
    DateShift(int days) {
        this.days = days;
    }

    /** The values of a DA, TM or DT moved; null where one is none, or one that cannot be moved. */
    @Nullable
    List<String> shifted(VR vr, List<String> values) {
        List<String> shifted = new ArrayList<>();
        for (String value : values) {
            String moved = value.isEmpty() ? "" : shifted(vr, value);
            if (moved == null) {
                return null;
            }
            shifted.add(moved);
        }
        return shifted;
    }

    private @Nullable String shifted(VR vr, String value) {
        try {
            return switch (vr) {
                case DA -> date(value);
                case DT -> dateTime(value);
                default -> TIME.matcher(value).matches() ? value : null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable String date(String value) {
        Matcher matcher = DATE.matcher(value);
        return matcher.matches() ? moved(matcher.group(1) + matcher.group(2) + matcher.group(3)) : null;
    }

    private @Nullable String dateTime(String value) {
        Matcher matcher = DATE_TIME.matcher(value);
        return matcher.matches() ? moved(matcher.group(1)) + matcher.group(2) : null;
    }

    private String moved(String date) {
        return LocalDate.parse(date, FORMAT).minusDays(days).format(FORMAT);
    }
}
