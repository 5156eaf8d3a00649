package org.einthoven.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadMeasurements;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.ecg.measurement.MedianBeat;
import org.jspecify.annotations.Nullable;

/** What is read off an ECG as the command {@code measure} prints it. */
final class AnalysisJson {
    private static final double THOUSANDTHS = 1000;

    private final JsonGenerator json;

    private AnalysisJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(EcgAnalysis analysis, Writer out) throws IOException {
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            AnalysisJson writer = new AnalysisJson(json);
            json.writeNumberField("beats", analysis.delineation().beats().size());
            writer.measurements(analysis.measurements());
            writer.leads(analysis.measurements().leads());
            writer.quality(analysis.quality());
            writer.medianBeat(analysis.medianBeat());
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private void measurements(Measurements measurements) throws IOException {
        json.writeObjectFieldStart("measurements");
        for (Map.Entry<Measure, Measured> entry : measurements.values().entrySet()) {
            Measure measure = entry.getKey();
            json.writeObjectFieldStart(measure.id());
            number("value", entry.getValue().value());
            json.writeStringField("unit", measure.unit());
            if (entry.getValue().reason() != null) {
                json.writeStringField("reason", entry.getValue().reason());
            }
            if (measurements.vendor().get(measure) != null) {
                number("recorder", measurements.vendor().get(measure));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void leads(Map<Lead, LeadMeasurements> leads) throws IOException {
        json.writeObjectFieldStart("leads");
        for (Map.Entry<Lead, LeadMeasurements> entry : leads.entrySet()) {
            LeadMeasurements lead = entry.getValue();
            json.writeObjectFieldStart(entry.getKey().name());
            number("pMv", lead.p());
            number("rMv", lead.r());
            number("sMv", lead.s());
            number("stMv", lead.st());
            number("tMv", lead.t());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void quality(QualityReport quality) throws IOException {
        json.writeArrayFieldStart("quality");
        for (QualityIssue issue : quality.issues()) {
            json.writeStartObject();
            json.writeStringField("severity", issue.severity().name());
            json.writeStringField("code", issue.code());
            json.writeStringField(
                    "lead", issue.lead() == null ? null : issue.lead().name());
            json.writeStringField("text", issue.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void medianBeat(@Nullable MedianBeat median) throws IOException {
        if (median == null) {
            json.writeNullField("medianBeat");
            return;
        }
        json.writeObjectFieldStart("medianBeat");
        json.writeNumberField("beats", median.beats().size());
        json.writeNumberField("samplingRateHz", median.samplingRateHz());
        wave("p", median.p());
        wave("qrs", median.qrs());
        wave("t", median.t());
        json.writeObjectFieldStart("leads");
        for (Map.Entry<Lead, double[]> lead : median.leads().entrySet()) {
            json.writeArrayFieldStart(lead.getKey().name());
            for (double millivolts : lead.getValue()) {
                number(millivolts);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** In seconds from the median beat's first sample. */
    private void wave(String name, @Nullable Wave wave) throws IOException {
        if (wave == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        number("onset", wave.onset());
        number("peak", wave.peak());
        number("offset", wave.offset());
        json.writeEndObject();
    }

    private void number(String name, @Nullable Double value) throws IOException {
        json.writeFieldName(name);
        number(value == null ? Double.NaN : value);
    }

    /** To a thousandth; null where there is none. */
    private void number(double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            json.writeNumber(Math.round(value * THOUSANDTHS) / THOUSANDTHS);
        }
    }
}
