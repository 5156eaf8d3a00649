package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.intake.FileIntake;
import org.einthoven.app.intake.IntakeAdmission;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
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

/** Hands ECG files to the route {@code direct:receive-file}; refuses while the routes do not run. */
public final class FileReception implements FileIntake {
    private static final Logger LOG = LoggerFactory.getLogger(FileReception.class);
    private static final String ROUTE = "direct:receive-file";
    private static final String RECORD_OF_SEVERAL_FILES = "WFDB";

    private final ObjectStore objects;
    private final Ledger ledger;
    private final Path scratch;
    private final IntakeAdmission admission;
    private volatile @Nullable ProducerTemplate routes;

    /**
     * Takes nothing before it is opened.
     *
     * @param scratch an existing folder for files that live as long as a request
     * @param admission says when too many ECGs out of archives wait
     */
    public FileReception(ObjectStore objects, Ledger ledger, Path scratch, IntakeAdmission admission) {
        this.objects = objects;
        this.ledger = ledger;
        this.scratch = scratch;
        this.admission = admission;
    }

    /** From now on ECGs are taken. */
    public void open(CamelContext context) {
        routes = context.createProducerTemplate();
    }

    @Override
    public Receipt accept(byte[] file) throws IntakeException {
        ProducerTemplate template = routes;
        if (template == null) {
            throw new IntakeException(
                    IntakeException.Kind.UNAVAILABLE, "The gateway is starting; send it again shortly.");
        }
        ObjectHash hash = hash(file);
        if (isKnown(hash)) {
            return new Receipt(hash, true);
        }
        admission.require("file");
        PatientRef patient = requireEcg(file).patient();
        Exchange exchange = template.send(ROUTE, sent -> {
            sent.setPattern(ExchangePattern.InOnly);
            sent.getMessage().setBody(file);
            sent.setProperty(Exchanges.PATIENT, patient);
        });
        Exception failure = exchange.getException();
        if (failure != null) {
            throw refusal(failure);
        }
        return new Receipt(Exchanges.require(exchange, Exchanges.OBJECT, ObjectHash.class), false);
    }

    private static ObjectHash hash(byte[] file) {
        try {
            return new ObjectHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** What stands in the ledger goes its way, whatever became of its queue message; one without its original comes anew. */
    private boolean isKnown(ObjectHash hash) throws IntakeException {
        try {
            Optional<LedgerEntry> entry = ledger.search().find(hash);
            return entry.isPresent() && (entry.get().removed() || objects.contains(hash));
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /** Whoever sends still listens: what cannot be decoded is told now, not found in quarantine later. */
    private EcgRecording requireEcg(byte[] bytes) throws IntakeException {
        try {
            Path file = Files.createTempFile(scratch, "file-", ".tmp");
            try {
                Files.write(file, bytes);
                return requireEcg(file);
            } finally {
                Files.delete(file);
            }
        } catch (EcgDecodingException e) {
            throw new IntakeException(IntakeException.Kind.UNREADABLE, "The ECG cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private static EcgRecording requireEcg(Path file) throws EcgDecodingException, IOException {
        if (EcgDecoder.standard()
                .formatOf(file)
                .filter(RECORD_OF_SEVERAL_FILES::equals)
                .isPresent()) {
            throw new EcgDecodingException("a WFDB record is a header and signal files, and the gateway keeps one file"
                    + " an ECG; send it as DICOM or FHIR");
        }
        return EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
    }

    private IntakeException refusal(Exception failure) {
        LOG.error("An ECG file was not taken: {}", Reasons.of(failure));
        return objects.isFull()
                ? full(failure)
                : new IntakeException(
                        IntakeException.Kind.UNAVAILABLE,
                        "The gateway cannot keep the ECG now; send it again later.",
                        failure);
    }

    private static IntakeException full(@Nullable Exception failure) {
        return new IntakeException(
                IntakeException.Kind.STORAGE_FULL, "The gateway's disk is full; the ECG was not kept.", failure);
    }
}
