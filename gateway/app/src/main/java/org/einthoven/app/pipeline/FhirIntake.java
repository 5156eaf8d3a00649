package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.fhir.EcgIntake;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.intake.IntakeAdmission;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands ECGs that came by FHIR to the route {@code direct:receive-fhir}; refuses while the routes do not run. */
public final class FhirIntake implements EcgIntake {
    private static final Logger LOG = LoggerFactory.getLogger(FhirIntake.class);
    private static final String ROUTE = "direct:receive-fhir";

    private final ObjectStore objects;
    private final Path scratch;
    private final IntakeAdmission admission;
    private volatile @Nullable ProducerTemplate routes;

    /**
     * Takes nothing before it is opened.
     *
     * @param scratch an existing folder for files that live as long as a request
     */
    public FhirIntake(ObjectStore objects, Path scratch, IntakeAdmission admission) {
        this.objects = objects;
        this.scratch = scratch;
        this.admission = admission;
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
        admission.require("fhir");
        PatientRef patient = requireEcg(original).patient();
        Exchange exchange = template.send(ROUTE, sent -> {
            sent.setPattern(ExchangePattern.InOnly);
            sent.getMessage().setBody(original);
            sent.setProperty(Exchanges.PATIENT, patient);
        });
        Exception failure = exchange.getException();
        if (failure != null) {
            throw refusal(failure);
        }
        return new Receipt(
                Exchanges.require(exchange, Exchanges.OBJECT, ObjectHash.class).hex());
    }

    /** Whoever posts still listens: what cannot be decoded is told now, not found in quarantine later. */
    private EcgRecording requireEcg(byte[] original) throws IntakeException {
        try {
            Path file = Files.createTempFile(scratch, "fhir-", ".tmp");
            try {
                Files.write(file, original);
                return EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
            } finally {
                Files.delete(file);
            }
        } catch (EcgDecodingException e) {
            throw new IntakeException(IntakeException.Kind.UNREADABLE, "The ECG cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw refusal(e);
        }
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
