package org.einthoven.camel;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/** Verifies by C-ECHO that a peer answers. */
final class DicomEchoProducer extends DefaultProducer {
    private final DicomEndpoint endpoint;
    private final RemoteAe remote;

    DicomEchoProducer(DicomEndpoint endpoint, RemoteAe remote) {
        super(endpoint);
        this.endpoint = endpoint;
        this.remote = remote;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        try (DicomAssociation association = endpoint.connect(remote, List.of(PresentationContext.verification()))) {
            association.echo();
            association.release();
        }
    }
}
