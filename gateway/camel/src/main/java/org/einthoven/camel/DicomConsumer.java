package org.einthoven.camel;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.einthoven.dicom.network.Admission;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage provider (PS3.4 annex B). Each object makes one exchange, whose body is the spooled Part 10 file; the
 * sender hears the status when the route has ended, so what the route makes durable is durable before "success". Storage
 * commitment is offered beside it where the component has who takes it.
 */
public class DicomConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(DicomConsumer.class);

    private final DicomEndpoint endpoint;
    private @Nullable DicomServer server;

    public DicomConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        DicomServerSettings settings = endpoint.serverSettings();
        Files.createDirectories(settings.spoolFolder());
        DicomComponent component = endpoint.getComponent();
        DicomServices services =
                new DicomServices(new Handler(), component.getCommitmentProvider(), component.getCommitmentUser());
        server = component.requireNetwork().listen(settings, services);
    }

    @Override
    protected void doStop() throws Exception {
        if (server != null) {
            server.close();
            server = null;
        }
        super.doStop();
    }

    /** The port that is bound, or -1 while it does not listen. */
    public int port() {
        DicomServer listening = server;
        return listening == null ? -1 : listening.port();
    }

    private final class Handler implements StorageHandler {
        @Override
        public DimseStatus store(StoredObject object) throws IOException {
            return DicomConsumer.this.store(object);
        }

        @Override
        public @Nullable String refusal() {
            Admission admission = endpoint.getComponent().getAdmission();
            return admission == null ? null : admission.refusal();
        }
    }

    private DimseStatus store(StoredObject object) throws IOException {
        DataSetCheck check = DataSetCheck.of(object);
        if (check.refusal() != null) {
            LOG.warn("An object from {} was refused: {}", object.callingAeTitle(), check.refusal());
            return check.refusal();
        }
        return process(object, check.patient());
    }

    private DimseStatus process(StoredObject object, @Nullable PatientRef patient) {
        Exchange exchange = createExchange(false);
        ReceivedObject.fill(exchange, object, patient);
        try {
            createUoW(exchange);
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            return ReceivedObject.status(exchange, object);
        } catch (Exception e) {
            LOG.error("An object from {} was not taken: {}", object.callingAeTitle(), e.toString());
            return DimseStatus.PROCESSING_FAILURE;
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }
}
