package org.einthoven.camel;

import java.util.List;
import org.apache.camel.Exchange;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/** Verifies by C-ECHO that a peer answers. */
final class DicomEchoProducer extends DicomPeerProducer {
    DicomEchoProducer(DicomEndpoint endpoint, RemoteAe remote) {
        super(endpoint, remote);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        try (DicomAssociation association = connect(List.of(PresentationContext.verification()))) {
            association.echo();
            association.release();
        }
    }
}
