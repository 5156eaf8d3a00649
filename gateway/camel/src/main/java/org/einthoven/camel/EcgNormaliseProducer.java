package org.einthoven.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.ecg.Normalisation;

/** {@code ecg:normalise}: adds the recording in the form that encoders read, and how good it is. */
final class EcgNormaliseProducer extends DefaultProducer {
    private final EcgEndpoint endpoint;

    EcgNormaliseProducer(EcgEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        EcgReading reading = exchange.getMessage().getMandatoryBody(EcgReading.class);
        Normalisation normalisation =
                endpoint.getComponent().getNormaliser().normalise(reading.recording(), reading.quality());
        exchange.getMessage()
                .setHeader(EcgConstants.ANALYSABLE, normalisation.quality().analysable());
        exchange.getMessage().setBody(reading.with(normalisation));
    }
}
