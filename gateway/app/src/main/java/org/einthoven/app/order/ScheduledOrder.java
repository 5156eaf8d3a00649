package org.einthoven.app.order;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled procedure step of a worklist (PS3.4 table K.6-1), as far as it tells whether it is an ECG's.
 *
 * @param day when it is to start; null where the worklist does not say
 * @param time of that day; null where the worklist does not say
 */
record ScheduledOrder(
        OrderRef order,
        @Nullable PatientRef patient,
        String modality,
        @Nullable LocalDate day,
        @Nullable LocalTime time) {

    /** Of one answer; empty where it names no order. */
    static Optional<ScheduledOrder> of(DicomDataset answer) {
        String accession = text(answer, Tag.AccessionNumber);
        String placer = text(answer, Tag.PlacerOrderNumberImagingServiceRequest);
        if (accession == null && placer == null) {
            return Optional.empty();
        }
        String id = text(answer, Tag.PatientID);
        DicomDataset step = answer.getItems(Tag.ScheduledProcedureStepSequence).stream()
                .findFirst()
                .orElseGet(DicomDataset::new);
        return Optional.of(new ScheduledOrder(
                new OrderRef(accession, placer),
                id == null ? null : new PatientRef(id, text(answer, Tag.IssuerOfPatientID)),
                step.getString(Tag.Modality, ""),
                day(step.getString(Tag.ScheduledProcedureStepStartDate, "")),
                time(step.getString(Tag.ScheduledProcedureStepStartTime, ""))));
    }

    private static @Nullable String text(DicomDataset answer, int tag) {
        String text = answer.getString(tag, "").strip();
        return text.isEmpty() ? null : text;
    }

    /** DA: YYYYMMDD (PS3.5 6.2). */
    private static @Nullable LocalDate day(String text) {
        try {
            return text.matches("\\d{8}")
                    ? LocalDate.of(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8))
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** TM: HHMM and what follows (PS3.5 6.2); seconds do not matter here. */
    private static @Nullable LocalTime time(String text) {
        try {
            return text.matches("\\d{4}.*") ? LocalTime.of(number(text, 0, 2), number(text, 2, 4)) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    /** Whether it may start between these times; where its time of day is unknown, on any of their days. */
    boolean startsBetween(LocalDateTime from, LocalDateTime to) {
        if (day == null) {
            return false;
        }
        if (time == null) {
            return !day.isBefore(from.toLocalDate()) && !day.isAfter(to.toLocalDate());
        }
        LocalDateTime start = day.atTime(time);
        return !start.isBefore(from) && !start.isAfter(to);
    }
}
