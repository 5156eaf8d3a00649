package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.intake.IntakeAdmission;
import org.einthoven.app.intake.PulledIntake;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.camel.DicomConstants;
import org.einthoven.codecs.dicom.DicomPatients;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands DICOM objects that were fetched from an archive to the route {@code direct:receive-pulled}. What is a DICOM object is
 * kept, be it an ECG that can be read or not, as if the archive had sent it.
 */
public final class PulledObjects implements PulledIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PulledObjects.class);
    private static final String ROUTE = "direct:receive-pulled";

    private final ObjectStore objects;
    private final Path scratch;
    private final IntakeAdmission admission;
    private volatile @Nullable ProducerTemplate routes;

    /**
     * Takes nothing before it is opened.
     *
     * @param scratch an existing folder for files on their way, best on the file system of the objects
     */
    public PulledObjects(ObjectStore objects, Path scratch, IntakeAdmission admission) {
        this.objects = objects;
        this.scratch = scratch;
        this.admission = admission;
    }

    /** From now on objects are taken. */
    public void open(CamelContext context) {
        routes = context.createProducerTemplate();
    }

    @Override
    public void accept(byte[] object, String sender) throws IntakeException {
        ProducerTemplate template = routes;
        if (template == null) {
            throw new IntakeException(IntakeException.Kind.UNAVAILABLE, "the gateway is starting");
        }
        admission.require("dicom");
        DicomDataset header = header(object);
        try {
            Path file = Files.createTempFile(scratch, "pulled-", ".dcm");
            try {
                Files.write(file, object);
                keep(template, file, header, sender);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private static DicomDataset header(byte[] object) throws IntakeException {
        try {
            return DicomReader.standard().read(object).dataset();
        } catch (DicomFormatException e) {
            throw new IntakeException(
                    IntakeException.Kind.UNREADABLE, "an object is no DICOM data set: " + e.getMessage(), e);
        }
    }

    private void keep(ProducerTemplate template, Path file, DicomDataset header, String sender) throws IntakeException {
        PatientRef patient = DicomPatients.reference(header);
        Exchange exchange = template.send(ROUTE, sent -> {
            sent.setPattern(ExchangePattern.InOnly);
            sent.getMessage().setBody(file, Path.class);
            sent.getMessage().setHeaders(new java.util.HashMap<>(Map.of(DicomConstants.CALLING_AE_TITLE, sender)));
            sent.getMessage().setHeader(DicomConstants.SOP_INSTANCE_UID, header.getString(Tag.SOPInstanceUID));
            sent.getMessage().setHeader(DicomConstants.PATIENT, patient);
        });
        if (exchange.getException() != null) {
            throw refusal(exchange.getException());
        }
    }

    private IntakeException refusal(Exception failure) {
        LOG.error("A fetched object was not taken: {}", Reasons.of(failure));
        return objects.isFull()
                ? new IntakeException(IntakeException.Kind.STORAGE_FULL, "the gateway's disk is full", failure)
                : new IntakeException(
                        IntakeException.Kind.UNAVAILABLE, "the gateway cannot keep an object now", failure);
    }
}
