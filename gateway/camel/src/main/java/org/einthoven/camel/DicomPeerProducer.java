package org.einthoven.camel;

import java.io.IOException;
import java.util.List;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/** Asks something of a peer, in an association an exchange. */
abstract class DicomPeerProducer extends DefaultProducer {
    private final DicomEndpoint endpoint;
    private final RemoteAe remote;

    DicomPeerProducer(DicomEndpoint endpoint, RemoteAe remote) {
        super(endpoint);
        this.endpoint = endpoint;
        this.remote = remote;
    }

    DicomEndpoint endpoint() {
        return endpoint;
    }

    RemoteAe remote() {
        return remote;
    }

    DicomAssociation connect(List<PresentationContext> contexts) throws IOException {
        return endpoint.connect(remote, contexts);
    }
}
