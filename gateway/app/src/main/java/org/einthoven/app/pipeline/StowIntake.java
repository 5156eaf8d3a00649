package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.intake.IntakeAdmission;
import org.einthoven.app.intake.Refusal;
import org.einthoven.camel.DicomConstants;
import org.einthoven.codecs.dicom.DicomPatients;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands objects that were stored by STOW-RS to the route {@code direct:receive-dicomweb}, those of the classes that are
 * taken by C-STORE; what is durable when the route has ended was stored.
 */
public final class StowIntake implements StorageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StowIntake.class);
    private static final String ROUTE = "direct:receive-dicomweb";

    private final IntakeAdmission admission;
    private volatile @Nullable ProducerTemplate routes;

    /** Takes nothing before it is opened. */
    public StowIntake(IntakeAdmission admission) {
        this.admission = admission;
    }

    /** From now on objects are taken. */
    public void open(CamelContext context) {
        routes = context.createProducerTemplate();
    }

    @Override
    public @Nullable String refusal() {
        return routes == null
                ? "the gateway is starting"
                : admission.current().map(Refusal::reason).orElse(null);
    }

    @Override
    public DimseStatus store(StoredObject object) throws IOException {
        ProducerTemplate template = routes;
        if (template == null) {
            return DimseStatus.OUT_OF_RESOURCES;
        }
        if (!SopClasses.ECG_STORAGE.contains(object.sopClassUid())) {
            return DimseStatus.SOP_CLASS_NOT_SUPPORTED;
        }
        PatientRef patient;
        try {
            patient = DicomPatients.reference(
                    DicomReader.standard().readHeader(object.file()).dataset());
        } catch (DicomFormatException e) {
            return DimseStatus.CANNOT_UNDERSTAND.because(String.valueOf(e.getMessage()));
        }
        return status(template.send(ROUTE, sent -> {
            sent.setPattern(ExchangePattern.InOnly);
            sent.getMessage().setBody(object.file(), Path.class);
            sent.getMessage().setHeaders(headers(object));
            sent.getMessage().setHeader(DicomConstants.PATIENT, patient);
        }));
    }

    /** Without an AE title: who sends by HTTP has none. */
    private static Map<String, Object> headers(StoredObject object) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(DicomConstants.SOP_CLASS_UID, object.sopClassUid());
        headers.put(DicomConstants.SOP_INSTANCE_UID, object.sopInstanceUid());
        headers.put(DicomConstants.TRANSFER_SYNTAX_UID, object.transferSyntaxUid());
        headers.put(
                DicomConstants.REMOTE_ADDRESS,
                object.remoteAddress().getAddress().getHostAddress());
        return headers;
    }

    private static DimseStatus status(Exchange exchange) {
        Integer asked = exchange.getMessage().getHeader(DicomConstants.STATUS, Integer.class);
        if (asked != null) {
            return new DimseStatus(asked, "");
        }
        Exception failure = exchange.getException();
        if (failure == null) {
            return DimseStatus.SUCCESS;
        }
        LOG.error("An object that came by DICOMweb was not taken: {}", Reasons.of(failure));
        return DimseStatus.OUT_OF_RESOURCES;
    }
}
