package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.ReadingTask;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.camel.DicomConstants;
import org.einthoven.camel.EcgConstants;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/** The bean {@code archive}: originals into the object store, and out of it again. */
public final class Archive {
    private static final String FILE = "file";
    private static final Duration WAIT = Duration.ofMillis(100);
    /** What is read at once does not stay so long; gateways that are busy but not overloaded read their archives as well. */
    private static final Duration LATE = Duration.ofMillis(300);

    private static final int MOST_WAITS = 300;

    private final ObjectStore objects;
    private final Ledger ledger;
    private final GatewayConfiguration configuration;
    private final GatewayMetrics metrics;
    private final InFlight inFlight;
    private final Clock clock;

    public Archive(
            ObjectStore objects,
            Ledger ledger,
            GatewayConfiguration configuration,
            GatewayMetrics metrics,
            InFlight inFlight,
            Clock clock) {
        this.objects = objects;
        this.ledger = ledger;
        this.configuration = configuration;
        this.metrics = metrics;
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /** Keeps a spooled DICOM file: the body becomes a reference to it. */
    public void keepDicom(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Path file = message.getBody(Path.class);
        long size = Files.size(file);
        String sender = message.getHeader(DicomConstants.CALLING_AE_TITLE, String.class);
        PatientRef patient = message.getHeader(DicomConstants.PATIENT, PatientRef.class);
        String uid = message.getHeader(DicomConstants.SOP_INSTANCE_UID, String.class);
        note(exchange, arrival(objects.move(file), "dicom", sender, Lane.LIVE, patient, size, uid));
    }

    /** Keeps the bytes of a FHIR resource: the body becomes a reference to them. */
    public void keepFhir(Exchange exchange) throws IOException {
        keep(exchange, "fhir", Lane.LIVE);
    }

    /** Keeps the bytes of a file out of an archive: the body becomes a reference to them. */
    public void keepFile(Exchange exchange) throws IOException {
        keep(exchange, FILE, Lane.BACKFILL);
    }

    private void keep(Exchange exchange, String channel, Lane lane) throws IOException {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        PatientRef patient = exchange.getProperty(Exchanges.PATIENT, PatientRef.class);
        note(exchange, arrival(objects.put(bytes), channel, null, lane, patient, bytes.length, null));
    }

    private Arrival arrival(
            ObjectHash object,
            String channel,
            @Nullable String sender,
            Lane lane,
            @Nullable PatientRef patient,
            long size,
            @Nullable String identifier) {
        String patientKey = ledger.patientKeys().of(patient);
        return new Arrival(object, channel, sender, lane, patientKey, size, clock.instant(), identifier);
    }

    private void note(Exchange exchange, Arrival arrival) throws IOException {
        ledger.received(arrival);
        metrics.received(arrival.channel());
        exchange.setProperty(Exchanges.OBJECT, arrival.object());
        EcgReference reference = new EcgReference(
                arrival.object().hex(),
                arrival.channel(),
                arrival.sender(),
                arrival.at().toString());
        Exchanges.setReference(exchange, reference, arrival.patientKey());
    }

    /**
     * Waits while ECGs that came in are read late, in favour of which this one out of an archive gives way, but not for ever:
     * the message is held meanwhile.
     */
    public void giveWay() throws IOException {
        for (int waited = 0; waited < MOST_WAITS && ledger.isLate(Lane.LIVE, LATE); waited++) {
            LockSupport.parkNanos(WAIT.toNanos());
        }
    }

    /**
     * Opens what the reference in the body names: the body becomes its file. Ends the exchange where the message is left
     * over, because the ECG was given up since or the schedule will send it again.
     */
    public void open(Exchange exchange) throws IOException, UnreadableReferenceException {
        EcgReference reference = Exchanges.reference(exchange, EcgReference.class);
        ObjectHash object = new ObjectHash(reference.objectHash());
        exchange.setProperty(Exchanges.REFERENCE, reference);
        exchange.setProperty(Exchanges.OBJECT, object);
        ReadingTask task = task(object, reference);
        if (!task.wanted()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.setProperty(Exchanges.ASSIGNED_PATIENT, task.patient());
        exchange.setProperty(Exchanges.RERUN, task.rerun());
        inFlight.enter(object, exchange);
        ZoneId zone = configuration.timeZoneOf(reference.sender());
        if (zone != null) {
            exchange.getMessage().setHeader(EcgConstants.TIME_ZONE, zone.getId());
        }
        exchange.getMessage().setBody(objects.findSound(object), Path.class);
    }

    /** One that the ledger does not know of, because its database is older than the queue, it knows from now on. */
    private ReadingTask task(ObjectHash object, EcgReference reference) throws IOException {
        Optional<ReadingTask> known = ledger.readingTask(object);
        if (known.isEmpty()) {
            ledger.found(new Arrival(
                    object,
                    reference.channel(),
                    reference.sender(),
                    reference.channel().equals(FILE) ? Lane.BACKFILL : Lane.LIVE,
                    objects.contains(object) ? Files.size(objects.find(object)) : 0,
                    Instant.parse(reference.receivedAt())));
        }
        return known.orElse(ReadingTask.OF_UNKNOWN);
    }
}
