package org.einthoven.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.ecg.analysis.EcgAnalysis;

/** {@code ecg:measure}: adds what is read off the ECG without a model: quality, beats, measurements. */
final class EcgMeasureProducer extends DefaultProducer {
    EcgMeasureProducer(EcgEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        EcgReading reading = exchange.getMessage().getMandatoryBody(EcgReading.class);
        exchange.getMessage().setBody(reading.with(EcgAnalysis.of(reading.recording())));
    }
}
