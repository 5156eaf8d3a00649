package org.einthoven.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/** C-STORE of Part 10 files, an association a file: for tests and repairs, where clarity counts more than speed. */
final class DicomSender implements EcgSender {
    private final DicomNetwork network = new EinthovenDicomNetwork();
    private final RemoteAe remote;
    private final DicomClientSettings settings;

    DicomSender(RemoteAe remote, String callingAeTitle) {
        this.remote = remote;
        this.settings = DicomClientSettings.of(callingAeTitle);
    }

    @Override
    public Outcome send(Path file) {
        try {
            List<PresentationContext> contexts = contexts(file);
            try (DicomAssociation association = network.connect(remote, settings, contexts)) {
                DimseStatus status = association.store(file);
                return new Outcome(!status.isFailure(), "status " + status);
            }
        } catch (DicomException e) {
            return new Outcome(false, "not a DICOM object that can be sent: " + e.getMessage());
        } catch (IOException e) {
            return new Outcome(false, InputFiles.reason(e));
        }
    }

    private static List<PresentationContext> contexts(Path file) throws DicomException, IOException {
        DicomFile header = DicomReader.standard().readHeader(file);
        String sopClass = String.valueOf(header.dataset().getString(Tag.SOPClassUID));
        return PresentationContext.storage(sopClass, header.transferSyntax().uid());
    }

    @Override
    public void close() {
        // Each file has had its own association.
    }
}
