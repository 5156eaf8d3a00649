package org.einthoven.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.ecg.EcgReport;

/** {@code ecg:report}: the reading becomes an {@link EcgReport}, dated now. */
final class EcgReportProducer extends DefaultProducer {
    private final EcgEndpoint endpoint;

    EcgReportProducer(EcgEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        EcgComponent component = endpoint.getComponent();
        EcgReading reading = exchange.getMessage().getMandatoryBody(EcgReading.class);
        exchange.getMessage()
                .setBody(reading.report(
                        component.requireEncoder().model(), component.getClock().instant()));
    }
}
