package org.einthoven.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.ecg.Normalisation;

/** {@code ecg:predict}: adds what the model found. An ECG that cannot be analysed passes as it is. */
final class EcgPredictProducer extends DefaultProducer {
    private final EcgEndpoint endpoint;

    EcgPredictProducer(EcgEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        EcgReading reading = exchange.getMessage().getMandatoryBody(EcgReading.class);
        Normalisation normalisation = reading.requireNormalisation();
        if (normalisation.quality().analysable()) {
            exchange.getMessage()
                    .setBody(reading.with(
                            endpoint.getComponent().requireEncoder().infer(normalisation.windows())));
        }
    }
}
