package org.einthoven.app.order;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.configuration.WorklistSettings;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.FindResult;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;

/** Asks a modality worklist for a patient's orders (C-FIND, PS3.4 annex K). Safe for use by many threads. */
public final class Worklist {
    /** No patient has so many ECGs ordered in a few days: whoever answers so does not heed the patient's ID. */
    private static final int MOST = 100;

    private final WorklistSettings settings;
    private final DicomNetwork network;
    private final DicomClientSettings client;
    private final ZoneId timeZone;

    /** @param timeZone in which the worklist's dates and times are meant */
    public Worklist(WorklistSettings settings, DicomNetwork network, DicomClientSettings client, ZoneId timeZone) {
        this.settings = settings;
        this.network = network;
        this.client = client;
        this.timeZone = timeZone;
    }

    ZoneId timeZone() {
        return timeZone;
    }

    /**
     * The orders for which an ECG of a patient may have been recorded: each once.
     *
     * @param recordedAt in the worklist's time zone
     * @throws IOException when the worklist does not answer in order
     */
    List<OrderRef> orders(PatientRef patient, LocalDateTime recordedAt) throws IOException {
        LocalDateTime from = recordedAt.minus(settings.window());
        LocalDateTime to = recordedAt.plus(settings.window());
        return ask(keys(patient, from.toLocalDate(), to.toLocalDate())).stream()
                .filter(order -> isOf(patient, order))
                .filter(order -> settings.modalities().contains(order.modality()))
                .filter(order -> order.startsBetween(from, to))
                .map(ScheduledOrder::order)
                .distinct()
                .toList();
    }

    /** A worklist may match an ID without its case, or as the beginning of a longer one. */
    private static boolean isOf(PatientRef patient, ScheduledOrder order) {
        PatientRef scheduled = order.patient();
        return scheduled != null
                && scheduled.identifier().equals(patient.identifier())
                && (scheduled.issuer() == null
                        || patient.issuer() == null
                        || scheduled.issuer().equals(patient.issuer()));
    }

    private DicomDataset keys(PatientRef patient, LocalDate from, LocalDate to) {
        DateTimeFormatter day = DateTimeFormatter.BASIC_ISO_DATE;
        DicomDataset step = new DicomDataset()
                .setString(
                        Tag.ScheduledProcedureStepStartDate,
                        from.equals(to) ? day.format(from) : day.format(from) + "-" + day.format(to))
                .setString(Tag.ScheduledProcedureStepStartTime);
        // A list of several would mean one of that name to most worklists.
        if (settings.modalities().size() == 1) {
            step.setString(Tag.Modality, settings.modalities().get(0));
        } else {
            step.setString(Tag.Modality);
        }
        return new DicomDataset()
                .setString(Tag.PatientID, patient.identifier())
                .setString(Tag.IssuerOfPatientID)
                .setString(Tag.AccessionNumber)
                .setString(Tag.PlacerOrderNumberImagingServiceRequest)
                .setItems(Tag.ScheduledProcedureStepSequence, step);
    }

    private List<ScheduledOrder> ask(DicomDataset keys) throws IOException {
        List<ScheduledOrder> found = new ArrayList<>();
        int[] answers = {0};
        try (DicomAssociation association = network.connect(
                settings.remote(),
                client,
                List.of(PresentationContext.query(UID.ModalityWorklistInformationModelFind)))) {
            FindResult result = association.find(UID.ModalityWorklistInformationModelFind, keys, answer -> {
                ScheduledOrder.of(answer).ifPresent(found::add);
                return ++answers[0] < MOST;
            });
            if (!result.isComplete()) {
                throw new IOException(settings.remote() + " answered C-FIND of the worklist with status "
                        + result.status().hexadecimal() + " after " + result.matches() + " answers");
            }
        }
        return found;
    }
}
