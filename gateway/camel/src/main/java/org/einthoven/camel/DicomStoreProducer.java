package org.einthoven.camel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.TransferSyntaxes;

/** Sends the Part 10 file in the body by C-STORE; an association an exchange. */
final class DicomStoreProducer extends DicomPeerProducer {
    DicomStoreProducer(DicomEndpoint endpoint, RemoteAe remote) {
        super(endpoint, remote);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Path file = exchange.getMessage().getMandatoryBody(Path.class);
        try (DicomAssociation association = connect(contexts(exchange))) {
            DimseStatus status = association.store(file);
            exchange.getMessage().setHeader(DicomConstants.STATUS, status.code());
            association.release();
            if (status.isFailure()) {
                throw new IOException(remote() + " answered C-STORE with status " + status.hexadecimal());
            }
        }
    }

    /** Every class that may hold an ECG, each transfer syntax in a context of its own, so that nothing is transcoded. */
    private static List<PresentationContext> contexts(Exchange exchange) {
        Set<String> classes = new TreeSet<>(SopClasses.ECG_STORAGE);
        String named = exchange.getMessage().getHeader(DicomConstants.SOP_CLASS_UID, String.class);
        if (named != null) {
            classes.add(named);
        }
        List<PresentationContext> contexts = new ArrayList<>();
        for (String sopClass : classes) {
            for (String transferSyntax : TransferSyntaxes.BY_PREFERENCE) {
                contexts.add(new PresentationContext(sopClass, List.of(transferSyntax)));
            }
        }
        return contexts;
    }
}
