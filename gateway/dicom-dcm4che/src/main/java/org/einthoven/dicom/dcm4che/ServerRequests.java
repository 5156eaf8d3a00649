package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.UID;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Dimse;
import org.dcm4che3.net.DimseRQHandler;
import org.dcm4che3.net.PDVInputStream;
import org.dcm4che3.net.pdu.PresentationContext;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.Origin;
import org.einthoven.dicom.network.SpoolFolder;
import org.einthoven.dicom.network.StorageProvider;
import org.jspecify.annotations.Nullable;

/** Answers the requests of peers: C-ECHO, C-STORE, storage commitment, and 0211 for every other operation. */
final class ServerRequests implements DimseRQHandler {

    private final DicomServerSettings settings;
    private final DicomServices services;
    private final SpoolFolder spool;
    private final CommitmentRequests commitment;

    ServerRequests(DicomServerSettings settings, DicomServices services, SpoolFolder spool, Executor reporting) {
        this.settings = settings;
        this.services = services;
        this.spool = spool;
        this.commitment = new CommitmentRequests(services, reporting);
    }

    @Override
    public void onDimseRQ(
            Association association,
            PresentationContext context,
            Dimse operation,
            Attributes request,
            @Nullable PDVInputStream data)
            throws IOException {
        switch (operation) {
            case N_ACTION_RQ -> commitment.action(association, context, request, data);
            case N_EVENT_REPORT_RQ -> commitment.event(association, context, request, data);
            default ->
                Requests.answer(
                        association,
                        context,
                        operation,
                        request,
                        perform(association, context, operation, request, data));
        }
    }

    private DimseStatus perform(
            Association association,
            PresentationContext context,
            Dimse operation,
            Attributes request,
            @Nullable PDVInputStream data)
            throws IOException {
        return switch (operation) {
            case C_ECHO_RQ ->
                Requests.abstractSyntax(association, context).equals(UID.Verification)
                        ? DimseStatus.SUCCESS
                        : DimseStatus.SOP_CLASS_NOT_SUPPORTED;
            case C_STORE_RQ -> Requests.store(association, context, request, data, storage(association));
            default -> {
                if (data != null) {
                    data.skipAll();
                }
                yield DimseStatus.UNRECOGNIZED_OPERATION;
            }
        };
    }

    private StorageProvider storage(Association association) {
        Origin origin = Requests.origin(association);
        return new StorageProvider(services.storage(), spool, origin, settings.maximumObjectSize());
    }

    @Override
    public void onClose(Association association) {
        // What has arrived of an object is thrown away where it is read.
    }
}
