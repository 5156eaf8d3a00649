package org.einthoven.dicom.network;

import java.io.IOException;
import java.util.List;

/** The project's own engine, on the JDK alone. Stateless: servers and associations are closed by whoever opened them. */
public final class EinthovenDicomNetwork implements DicomNetwork {

    @Override
    public DicomServer listen(DicomServerSettings settings, DicomServices services) throws IOException {
        EinthovenDicomServer server = new EinthovenDicomServer(settings, services);
        server.start();
        return server;
    }

    @Override
    public DicomAssociation connect(RemoteAe remote, DicomClientSettings settings, List<PresentationContext> contexts)
            throws IOException {
        return new AssociationRequestor(remote, settings).open(contexts);
    }
}
