package org.einthoven.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.RetrieveResult;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches objects by C-GET: the body becomes the list of their files. */
final class DicomGetProducer extends DicomPeerProducer {
    private static final Logger LOG = LoggerFactory.getLogger(DicomGetProducer.class);

    private final DicomKeys keys;

    DicomGetProducer(DicomEndpoint endpoint, RemoteAe remote) {
        super(endpoint, remote);
        this.keys = DicomKeys.parse(endpoint.getKeys());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        QueryRetrieveModel model = endpoint().queryRetrieveModel();
        Path folder = Files.createDirectories(endpoint().spool().resolve("got-" + UUID.randomUUID()));
        List<Path> files = new ArrayList<>();
        exchange.getExchangeExtension().addOnCompletion(new Removal(folder, files));
        try (DicomAssociation association = connect(PresentationContext.get(model, SopClasses.ECG_STORAGE))) {
            RetrieveResult result = association.get(
                    model,
                    keys.and(exchange).atLevel(endpoint().getLevel()),
                    object -> keep(object, folder, files),
                    endpoint().spool());
            association.release();
            DicomMoveProducer.tell(exchange.getMessage(), result);
            DicomMoveProducer.requireAll("C-GET", remote(), result);
        }
        exchange.getMessage().setBody(List.copyOf(files));
    }

    private static DimseStatus keep(StoredObject object, Path folder, List<Path> files) throws IOException {
        files.add(Files.move(object.file(), folder.resolve(files.size() + ".dcm")));
        return DimseStatus.SUCCESS;
    }

    /** What the route has not moved is not wanted. */
    private static final class Removal extends SynchronizationAdapter {
        private final Path folder;
        private final List<Path> files;

        Removal(Path folder, List<Path> files) {
            this.folder = folder;
            this.files = files;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                LOG.warn("Objects that were fetched could not be removed: {}", e.toString());
            }
        }
    }
}
