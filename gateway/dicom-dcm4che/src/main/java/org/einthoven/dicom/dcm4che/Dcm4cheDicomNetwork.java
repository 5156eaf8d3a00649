package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.util.List;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/**
 * dcm4che's associations and DIMSE services behind the gateway's interface. What a peer sends is held to the protocol
 * before dcm4che sees it ({@link org.einthoven.dicom.network.GuardedSocket}).
 */
public final class Dcm4cheDicomNetwork implements DicomNetwork {

    @Override
    public DicomServer listen(DicomServerSettings settings, DicomServices services) throws IOException {
        Dcm4cheServer server = new Dcm4cheServer(settings, services);
        server.start();
        return server;
    }

    @Override
    public DicomAssociation connect(RemoteAe remote, DicomClientSettings settings, List<PresentationContext> contexts)
            throws IOException {
        return new AssociationOpener(remote, settings).open(contexts);
    }
}
