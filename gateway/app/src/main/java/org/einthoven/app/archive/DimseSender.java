package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/** Sends by C-STORE, all objects in one association. */
public final class DimseSender implements ObjectSender {
    /** PS3.7 annex C: the object is there already. */
    private static final int DUPLICATE = 0x0111;

    private final RemoteAe remote;
    private final DicomNetwork network;
    private final DicomClientSettings client;

    public DimseSender(RemoteAe remote, DicomNetwork network, DicomClientSettings client) {
        this.remote = Objects.requireNonNull(remote);
        this.network = Objects.requireNonNull(network);
        this.client = Objects.requireNonNull(client);
    }

    /** What is done in an association. */
    @FunctionalInterface
    interface Conversation {
        DeliveryResult hold(DicomAssociation association) throws IOException;
    }

    @Override
    public DeliveryResult send(List<Path> files, String reportId) {
        try {
            return with(
                    PresentationContext.forFiles(files),
                    association -> store(association, files, reportId, (file, status) -> {}));
        } catch (IOException e) {
            return new DeliveryResult.RetryLater(String.valueOf(e.getMessage()));
        }
    }

    /** Opens an association, and releases it when all is said; whether the archive confirms that is of no matter to what it took. */
    DeliveryResult with(List<PresentationContext> contexts, Conversation conversation) {
        try (DicomAssociation association = network.connect(remote, client, contexts)) {
            return conversation.hold(association);
        } catch (LedgerException e) {
            return new DeliveryResult.RetryLater(String.valueOf(e.getMessage()), false);
        } catch (IOException e) {
            // A rejection too: whoever set up the archive may mend it.
            return new DeliveryResult.RetryLater(String.valueOf(e.getMessage()));
        }
    }

    /** Hears of objects that an archive took with another status than success: it has another under the UID, or changed them. */
    @FunctionalInterface
    interface Doubts {
        void doubt(Path file, DimseStatus status) throws IOException;
    }

    /** C-STORE of each. */
    DeliveryResult store(DicomAssociation association, List<Path> files, String reportId, Doubts doubts)
            throws IOException {
        List<String> warnings = new ArrayList<>();
        for (Path file : files) {
            DimseStatus status = association.store(file);
            if (status.isFailure() && status.code() != DUPLICATE) {
                return refusal(status);
            }
            if (!status.isSuccess()) {
                doubts.doubt(file, status);
            }
            if (status.isWarning()) {
                warnings.add("status " + status.hexadecimal());
            }
        }
        return new DeliveryResult.Delivered(reportId, true, warnings.isEmpty() ? null : String.join("; ", warnings));
    }

    private DeliveryResult refusal(DimseStatus status) {
        String reason = remote + " answered C-STORE with status " + status.hexadecimal();
        return status.isWorthRetrying() ? new DeliveryResult.RetryLater(reason) : new DeliveryResult.Refused(reason);
    }
}
