package org.einthoven.app.pipeline;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.fhir.EcgIntake;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands ECGs that came by FHIR to the route {@code direct:receive-fhir}; refuses while the routes do not run. */
public final class FhirIntake implements EcgIntake {
    private static final Logger LOG = LoggerFactory.getLogger(FhirIntake.class);
    private static final String ROUTE = "direct:receive-fhir";

    private final ObjectStore objects;
    private volatile @Nullable ProducerTemplate routes;

    public FhirIntake(ObjectStore objects) {
        this.objects = objects;
    }

    /** From now on ECGs are taken. */
    public void open(CamelContext context) {
        routes = context.createProducerTemplate();
    }

    @Override
    public Receipt accept(byte[] original, String contentType) throws IntakeException {
        ProducerTemplate template = routes;
        if (template == null) {
            throw new IntakeException(
                    IntakeException.Kind.UNAVAILABLE, "The gateway is starting; send it again shortly.");
        }
        Exchange exchange = template.send(ROUTE, sent -> {
            sent.setPattern(ExchangePattern.InOnly);
            sent.getMessage().setBody(original);
        });
        Exception failure = exchange.getException();
        if (failure != null) {
            throw refusal(failure);
        }
        return new Receipt(
                Exchanges.require(exchange, Exchanges.OBJECT, ObjectHash.class).hex());
    }

    private IntakeException refusal(Exception failure) {
        LOG.error("An ECG that came by FHIR was not taken: {}", Reasons.of(failure));
        return objects.isFull()
                ? new IntakeException(
                        IntakeException.Kind.STORAGE_FULL, "The gateway's disk is full; the ECG was not kept.", failure)
                : new IntakeException(
                        IntakeException.Kind.UNAVAILABLE,
                        "The gateway cannot keep the ECG now; send it again later.",
                        failure);
    }
}
