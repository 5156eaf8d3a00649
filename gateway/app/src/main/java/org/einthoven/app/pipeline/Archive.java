package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.camel.DicomConstants;
import org.einthoven.camel.EcgConstants;
import org.jspecify.annotations.Nullable;

/** The bean {@code archive}: originals into the object store, and out of it again. */
public final class Archive {
    private final ObjectStore objects;
    private final Ledger ledger;
    private final GatewayConfiguration configuration;
    private final GatewayMetrics metrics;
    private final Clock clock;

    public Archive(
            ObjectStore objects,
            Ledger ledger,
            GatewayConfiguration configuration,
            GatewayMetrics metrics,
            Clock clock) {
        this.objects = objects;
        this.ledger = ledger;
        this.configuration = configuration;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Keeps a spooled DICOM file: the body becomes a reference to it. */
    public void keepDicom(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        ObjectHash object = objects.move(message.getBody(Path.class));
        note(exchange, object, "dicom", message.getHeader(DicomConstants.CALLING_AE_TITLE, String.class));
    }

    /** Keeps the bytes of a FHIR resource: the body becomes a reference to them. */
    public void keepFhir(Exchange exchange) throws IOException {
        note(exchange, objects.put(exchange.getMessage().getBody(byte[].class)), "fhir", null);
    }

    private void note(Exchange exchange, ObjectHash object, String channel, @Nullable String sender)
            throws IOException {
        Instant now = clock.instant();
        ledger.received(new Arrival(object, channel, sender, now));
        metrics.received(channel);
        exchange.setProperty(Exchanges.OBJECT, object);
        Exchanges.setReference(exchange, new EcgReference(object.hex(), channel, sender, now.toString()));
    }

    /** Opens what the reference in the body names: the body becomes its file. */
    public void open(Exchange exchange) throws IOException, UnreadableReferenceException {
        exchange.setProperty(Exchanges.TRIES, Exchanges.deliveryCount(exchange));
        EcgReference reference = Exchanges.reference(exchange, EcgReference.class);
        ObjectHash object = new ObjectHash(reference.objectHash());
        exchange.setProperty(Exchanges.REFERENCE, reference);
        exchange.setProperty(Exchanges.OBJECT, object);
        ZoneId zone = configuration.timeZoneOf(reference.sender());
        if (zone != null) {
            exchange.getMessage().setHeader(EcgConstants.TIME_ZONE, zone.getId());
        }
        exchange.getMessage().setBody(objects.find(object), Path.class);
    }
}
