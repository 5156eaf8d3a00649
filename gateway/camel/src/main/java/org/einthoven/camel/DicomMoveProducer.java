package org.einthoven.camel;

import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.RetrieveResult;

/** Has the peer send objects to an AE by C-MOVE: by default to this gateway, where they come in by {@code dicom:store}. */
final class DicomMoveProducer extends DicomPeerProducer {
    private final DicomKeys keys;

    DicomMoveProducer(DicomEndpoint endpoint, RemoteAe remote) {
        super(endpoint, remote);
        this.keys = DicomKeys.parse(endpoint.getKeys());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        QueryRetrieveModel model = endpoint().queryRetrieveModel();
        String named = endpoint().getDestination();
        try (DicomAssociation association = connect(List.of(PresentationContext.query(model.moveUid())))) {
            RetrieveResult result = association.move(
                    model,
                    keys.and(exchange).atLevel(endpoint().getLevel()),
                    named == null ? endpoint().getAeTitle() : named);
            association.release();
            tell(exchange.getMessage(), result);
            requireAll("C-MOVE", remote(), result);
        }
    }

    static void tell(Message message, RetrieveResult result) {
        message.setHeader(DicomConstants.STATUS, result.status().code());
        message.setHeader(DicomConstants.COMPLETED, result.completed() + result.warnings());
        message.setHeader(DicomConstants.FAILED, result.failed());
    }

    /** That some objects did not come is as bad as that none came: the exchange fails, and is tried again. */
    static void requireAll(String service, RemoteAe remote, RetrieveResult result) throws IOException {
        if (!result.status().isSuccess() || result.failed() > 0) {
            throw new IOException(remote + " answered " + service + " with status "
                    + result.status().hexadecimal() + "; " + result.failed() + " objects did not come");
        }
    }
}
