package org.einthoven.report.dicom;

import static org.einthoven.report.dicom.ContentItem.container;
import static org.einthoven.report.dicom.ContentItem.dateTime;
import static org.einthoven.report.dicom.ContentItem.number;
import static org.einthoven.report.dicom.ContentItem.text;
import static org.einthoven.report.dicom.ContentItem.waveform;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.ModelCard;
import org.einthoven.report.ReportContent;
import org.einthoven.report.dicom.ContentItem.Relationship;

/** Which ECG was read, and by which algorithm: PS3.16 TID 3708, in which TID 4019. */
final class WaveformInformation {
    private static final int DIGITS = 8;

    private WaveformInformation() {}

    static boolean isTwelveLead(EcgRecording recording) {
        return recording.leads().keySet().equals(Set.copyOf(Lead.STANDARD));
    }

    static ContentItem of(ReportContent content, ReportHeader header) {
        EcgRecording recording = content.report().recording();
        ContentItem item = container(ReportConcepts.CURRENT_PROCEDURE, "3708");
        addAlgorithm(item, content.report().model());
        String time = time(recording.acquisition(), header);
        if (!time.isEmpty()) {
            item.contain(dateTime(ReportConcepts.PROCEDURE_DATE_TIME, time));
        }
        InstanceReference source = header.source().reference();
        if (source != null) {
            item.contain(waveform(ReportConcepts.SOURCE_OF_MEASUREMENT, source));
        }
        String device = device(recording.acquisition());
        if (!device.isEmpty()) {
            item.contain(text(ReportConcepts.ACQUISITION_DEVICE_TYPE, device));
        }
        BigDecimal rate = BigDecimal.valueOf(recording.samplingRateHz()).round(new MathContext(DIGITS));
        item.contain(number(ReportConcepts.SAMPLE_RATE, rate.stripTrailingZeros(), ReportConcepts.HERTZ));
        item.contain(text(ReportConcepts.SOURCE_IDENTIFIER, recording.source().identifier()));
        item.contain(text(ReportConcepts.SOURCE_HASH, recording.source().contentHash()));
        return item;
    }

    /** The instant; without a time zone the day, which is known all the same. */
    private static String time(Acquisition acquisition, ReportHeader header) {
        Instant time = acquisition.time();
        if (time != null) {
            return header.dateTime(time);
        }
        LocalDate day = acquisition.day();
        return day == null || day.getYear() == 0 ? "" : DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    private static String device(Acquisition acquisition) {
        return Stream.of(acquisition.manufacturer(), acquisition.model())
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void addAlgorithm(ContentItem item, ModelCard model) {
        add(item, ReportConcepts.ALGORITHM_NAME, model.id());
        add(item, ReportConcepts.ALGORITHM_VERSION, model.version());
        add(item, ReportConcepts.ALGORITHM_MANUFACTURER, ReportHeader.MANUFACTURER);
        add(item, ReportConcepts.ALGORITHM_PARAMETERS, "Probabilities are calibrated.");
        add(item, ReportConcepts.ALGORITHM_PARAMETERS, "SHA-256 of the model: " + model.contentHash());
    }

    private static void add(ContentItem item, CodedConcept name, String text) {
        item.add(Relationship.HAS_CONCEPT_MOD, text(name, text));
    }
}
