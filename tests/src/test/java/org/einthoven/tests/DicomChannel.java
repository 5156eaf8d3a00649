package org.einthoven.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/** C-STORE after C-STORE over one association, and over the next one where that broke. */
final class DicomChannel implements EcgSender.Channel {
    private final GatewayProcess gateway;
    private final Path folder;
    private DicomAssociation association;

    DicomChannel(GatewayProcess gateway, Path folder) {
        this.gateway = gateway;
        this.folder = folder;
    }

    @Override
    public boolean send(String uid) throws IOException {
        EcgVariant variant = EcgVariant.of(uid, folder);
        try {
            return open().store(variant.file()).isSuccess();
        } catch (IOException broken) {
            close();
            throw broken;
        } finally {
            Files.delete(variant.file());
        }
    }

    private DicomAssociation open() throws IOException {
        if (association == null) {
            association = new EinthovenDicomNetwork()
                    .connect(
                            new RemoteAe("EINTHOVEN", "127.0.0.1", gateway.dicomPort),
                            DicomClientSettings.of("CART"),
                            PresentationContext.storage(EcgVariant.SOP_CLASS, EcgVariant.TRANSFER_SYNTAX));
        }
        return association;
    }

    @Override
    public void close() {
        if (association != null) {
            association.close();
            association = null;
        }
    }
}
