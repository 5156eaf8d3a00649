package org.einthoven.codecs.scp;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * What section 1 says of patient, time and recording. A date of zeros is none. The standard has no order and no issuer of the
 * patient's number.
 */
final class ScpHeader {
    private static final int LAST_NAME = 0;
    private static final int FIRST_NAME = 1;
    private static final int PATIENT_ID = 2;
    private static final int SECOND_LAST_NAME = 3;
    private static final int AGE = 4;
    private static final int BIRTH_DATE = 5;
    private static final int SEX = 8;
    private static final int INSTITUTION = 16;
    private static final int DATE = 25;
    private static final int TIME = 26;
    private static final int HIGH_PASS = 27;
    private static final int LOW_PASS = 28;
    private static final int FILTERS = 29;
    private static final int ELECTRODES = 33;
    private static final int TIME_ZONE = 34;

    private static final int NO_OFFSET = 0x7fff;
    private static final int LARGEST_OFFSET = 14 * 60;
    private static final List<String> PLACEMENTS = List.of(
            "",
            "",
            "Mason-Likar",
            "Mason-Likar on one pad",
            "all on one pad",
            "derived from Frank's XYZ",
            "not standard");

    private final ScpTags tags;
    private final ScpText text;

    ScpHeader(ScpTags tags, ScpText text) {
        this.tags = tags;
        this.text = text;
    }

    @Nullable
    PatientRef patient() {
        String id = text(PATIENT_ID);
        return id == null ? null : new PatientRef(id, null);
    }

    Demographics demographics() throws EcgDecodingException {
        return new Demographics(name(), date(tags.bytes(BIRTH_DATE, 4)), sex(), ageYears());
    }

    @Nullable
    String institution() {
        return text(INSTITUTION);
    }

    /** The settings of filters, as the recorder states them. */
    List<VendorAnnotation> filters() throws EcgDecodingException {
        List<VendorAnnotation> filters = new ArrayList<>();
        addFilter(filters, "High-pass filter", HIGH_PASS, 100);
        addFilter(filters, "Low-pass filter", LOW_PASS, 1);
        byte[] bits = tags.field(FILTERS, 1);
        if (bits != null && (bits[0] & 3) != 0) {
            filters.add(new VendorAnnotation(null, "Notch filter", (bits[0] & 1) != 0 ? 60.0 : 50.0, "Hz"));
        }
        return filters;
    }

    private void addFilter(List<VendorAnnotation> filters, String name, int tag, int partsOfHertz)
            throws EcgDecodingException {
        ScpBytes field = tags.bytes(tag, 2);
        int value = field == null ? 0 : field.unsigned16();
        if (value > 0) {
            filters.add(new VendorAnnotation(null, name, (double) value / partsOfHertz, "Hz"));
        }
    }

    /** Where the electrodes lay, if not where those of the twelve leads lie: it changes what an ECG looks like. */
    List<QualityIssue> placement() {
        byte[] field = tags.field(ELECTRODES, 1);
        int code = field == null ? 0 : field[0];
        String placement = code >= 0 && code < PLACEMENTS.size() ? PLACEMENTS.get(code) : "";
        return placement.isEmpty()
                ? List.of()
                : List.of(QualityIssue.note(
                        "electrode-placement", "The recorder states the placement of electrodes: " + placement));
    }

    /** Date and time of acquisition; an instant by the record's own offset from UTC, else by the source's zone. */
    AcquisitionTime acquisitionTime(@Nullable ZoneId zone) throws EcgDecodingException {
        LocalDate date = date(tags.bytes(DATE, 4));
        LocalTime time = time(tags.bytes(TIME, 3));
        if (date == null || time == null) {
            return date == null && time == null
                    ? AcquisitionTime.UNKNOWN
                    : AcquisitionTime.unread(
                            date == null ? "" + time : "" + date,
                            "acquisition-time-unread",
                            "The SCP record lacks the " + (date == null ? "date" : "time") + " of acquisition");
        }
        LocalDateTime local = LocalDateTime.of(date, time);
        String original = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
        ZoneOffset offset = offset();
        return offset == null
                ? AcquisitionTime.local(local, original, zone)
                : AcquisitionTime.exact(local.toInstant(offset), original + offset);
    }

    private @Nullable ZoneOffset offset() throws EcgDecodingException {
        ScpBytes field = tags.bytes(TIME_ZONE, 2);
        int minutes = field == null ? NO_OFFSET : field.signed16();
        return Math.abs(minutes) > LARGEST_OFFSET ? null : ZoneOffset.ofTotalSeconds(60 * minutes);
    }

    private static @Nullable LocalDate date(@Nullable ScpBytes field) throws EcgDecodingException {
        try {
            return field == null ? null : LocalDate.of(field.unsigned16(), field.unsigned8(), field.unsigned8());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalTime time(@Nullable ScpBytes field) throws EcgDecodingException {
        try {
            return field == null ? null : LocalTime.of(field.unsigned8(), field.unsigned8(), field.unsigned8());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** As DICOM writes one: all last names, then the first. */
    private @Nullable String name() {
        String last = join(text(LAST_NAME), text(SECOND_LAST_NAME), " ");
        String first = text(FIRST_NAME);
        return first == null ? last : (last == null ? "" : last) + "^" + first;
    }

    private static @Nullable String join(@Nullable String one, @Nullable String other, String between) {
        return one == null ? other : other == null ? one : one + between + other;
    }

    private @Nullable Sex sex() {
        byte[] field = tags.field(SEX, 1);
        return switch (field == null ? 0 : field[0]) {
            case 1 -> Sex.MALE;
            case 2 -> Sex.FEMALE;
            default -> null;
        };
    }

    /** Whole years of an age in years, months, weeks, days or hours; one without a unit is none. */
    private @Nullable Integer ageYears() throws EcgDecodingException {
        ScpBytes field = tags.bytes(AGE, 3);
        if (field == null) {
            return null;
        }
        int age = field.unsigned16();
        return switch (field.unsigned8()) {
            case 1 -> age == 0 ? null : (Integer) age;
            case 2 -> age / 12;
            case 3 -> age / 52;
            case 4 -> age / 365;
            case 5 -> age / (24 * 365);
            default -> null;
        };
    }

    private @Nullable String text(int tag) {
        byte[] field = tags.field(tag, 1);
        return field == null ? null : text.first(field);
    }
}
