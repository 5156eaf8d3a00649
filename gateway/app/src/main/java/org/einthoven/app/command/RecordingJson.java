package org.einthoven.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/** A recording as the command {@code decode} prints it. */
final class RecordingJson {
    private RecordingJson() {}

    static void write(EcgRecording recording, Writer out) throws IOException {
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("format", recording.format());
            json.writeNumberField("samplingRateHz", recording.samplingRateHz());
            json.writeNumberField("durationSeconds", recording.durationSeconds());
            leads(recording, json);
            source(recording, json);
            patient(recording.patient(), recording.demographics(), json);
            acquisition(recording, recording.acquisition(), json);
            annotations(recording, json);
            issues(recording, json);
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void leads(EcgRecording recording, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("leads");
        for (var lead : recording.leads().entrySet()) {
            json.writeArrayFieldStart(lead.getKey().name());
            SampledSignal signal = lead.getValue();
            for (double millivolts : signal.millivolts()) {
                if (Double.isNaN(millivolts)) {
                    json.writeNull();
                } else {
                    json.writeNumber(millivolts);
                }
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void source(EcgRecording recording, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("source");
        json.writeStringField("kind", recording.source().kind().name());
        json.writeStringField("identifier", recording.source().identifier());
        json.writeStringField("contentHash", recording.source().contentHash());
        json.writeEndObject();
    }

    private static void patient(@Nullable PatientRef patient, Demographics person, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("patient");
        json.writeStringField("identifier", patient == null ? null : patient.identifier());
        json.writeStringField("issuer", patient == null ? null : patient.issuer());
        json.writeStringField("name", person.name());
        json.writeStringField("birthDate", text(person.birthDate()));
        Demographics.Sex sex = person.sex();
        json.writeStringField("sex", sex == null ? null : sex.name().toLowerCase(Locale.ROOT));
        json.writeFieldName("ageYears");
        number(json, person.ageYears());
        json.writeEndObject();
    }

    private static void acquisition(EcgRecording recording, Acquisition acquisition, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("acquisition");
        json.writeStringField("time", text(acquisition.time()));
        json.writeStringField("originalTime", acquisition.originalTime());
        json.writeBooleanField("zoneAssumed", acquisition.zoneAssumed());
        json.writeStringField("manufacturer", acquisition.manufacturer());
        json.writeStringField("model", acquisition.model());
        json.writeStringField("institution", acquisition.institution());
        json.writeStringField("studyInstanceUid", acquisition.studyInstanceUid());
        json.writeStringField("accessionNumber", recording.order().accessionNumber());
        json.writeStringField("placerOrderNumber", recording.order().placerOrderNumber());
        json.writeEndObject();
    }

    private static void annotations(EcgRecording recording, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("vendorAnnotations");
        for (VendorAnnotation annotation : recording.vendorAnnotations()) {
            json.writeStartObject();
            json.writeStringField("code", annotation.code());
            json.writeStringField("meaning", annotation.meaning());
            json.writeFieldName("value");
            number(json, annotation.value());
            json.writeStringField("unit", annotation.unit());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void issues(EcgRecording recording, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("issues");
        for (QualityIssue issue : recording.issues()) {
            json.writeStartObject();
            json.writeStringField("severity", issue.severity().name());
            json.writeStringField("code", issue.code());
            json.writeStringField("lead", text(issue.lead()));
            json.writeStringField("text", issue.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, @Nullable Number number) throws IOException {
        if (number == null) {
            json.writeNull();
        } else {
            json.writeNumber(number.toString());
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
