package org.einthoven.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Take an ECG through its steps: decode, measure, normalise, predict, report. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "ecg",
        title = "ECG",
        syntax = "ecg:step",
        producerOnly = true,
        category = {Category.HEALTH},
        headersClass = EcgConstants.class)
public class EcgEndpoint extends DefaultEndpoint {
    @UriPath(
            enums = "decode,measure,normalise,predict,report",
            description =
                    "decode: a file becomes a recording; measure: its quality, beats and intervals; normalise:"
                            + " twelve leads at 250 Hz; predict: the model reads them; report: what the gateway says of the ECG")
    @Metadata(required = true)
    private String step = "";

    @UriParam(
            label = "decode",
            description = "Time zone of local times in the file, such as Europe/Amsterdam; none leaves them flagged")
    private @Nullable String timeZone;

    @UriParam(label = "decode", defaultValue = "128", description = "Most binary content in MiB that is read")
    private int maximumMegabytes = 128;

    private final EcgComponent component;

    public EcgEndpoint(String uri, EcgComponent component) {
        super(uri, component);
        this.component = component;
    }

    @Override
    public EcgComponent getComponent() {
        return component;
    }

    @Override
    public Producer createProducer() {
        return switch (step) {
            case "decode" -> new EcgDecodeProducer(this);
            case "measure" -> new EcgMeasureProducer(this);
            case "normalise" -> new EcgNormaliseProducer(this);
            case "predict" -> new EcgPredictProducer(this);
            case "report" -> new EcgReportProducer(this);
            default ->
                throw new IllegalArgumentException(
                        "ecg: has the steps decode, measure, normalise, predict and report, not '" + step + "'");
        };
    }

    /** @throws IllegalArgumentException always: the steps read, predict and report what a route brings them */
    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("no route starts from ecg:");
    }

    public String getStep() {
        return step;
    }

    public void setStep(String step) {
        this.step = step;
    }

    public @Nullable String getTimeZone() {
        return timeZone;
    }

    public void setTimeZone(@Nullable String timeZone) {
        this.timeZone = timeZone;
    }

    public int getMaximumMegabytes() {
        return maximumMegabytes;
    }

    public void setMaximumMegabytes(int maximumMegabytes) {
        this.maximumMegabytes = maximumMegabytes;
    }
}
