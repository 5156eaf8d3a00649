package org.einthoven.app.pipeline;

import java.io.IOException;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.intake.IntakeAdmission;
import org.einthoven.app.intake.Refusal;
import org.einthoven.camel.ReceivedObject;
import org.einthoven.codecs.dicom.DicomPatients;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;

/**
 * Hands objects that were stored by STOW-RS to the route {@code direct:receive-dicomweb}, those of the classes that are
 * taken by C-STORE; what is durable when the route has ended was stored.
 */
public final class StowIntake implements StorageHandler {
    private static final String ROUTE = "direct:receive-dicomweb";

    private final IntakeAdmission admission;
    private final Set<String> sopClasses;
    private volatile @Nullable ProducerTemplate routes;

    /**
     * Takes nothing before it is opened.
     *
     * @param sopClasses the storage classes that are taken
     */
    public StowIntake(IntakeAdmission admission, Set<String> sopClasses) {
        this.admission = admission;
        this.sopClasses = Set.copyOf(sopClasses);
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
        if (!sopClasses.contains(object.sopClassUid())) {
            return DimseStatus.SOP_CLASS_NOT_SUPPORTED;
        }
        @Nullable PatientRef patient;
        try {
            patient = DicomPatients.reference(
                    DicomReader.standard().readHeader(object.file()).dataset());
        } catch (DicomFormatException e) {
            return DimseStatus.CANNOT_UNDERSTAND.because(String.valueOf(e.getMessage()));
        }
        Exchange done = template.send(ROUTE, sent -> ReceivedObject.fill(sent, object, patient));
        return ReceivedObject.status(done, object);
    }
}
