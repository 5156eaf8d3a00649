package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.dcm4che3.data.UID;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.AssociationHandler;
import org.dcm4che3.net.pdu.AAssociateAC;
import org.dcm4che3.net.pdu.AAssociateRJ;
import org.dcm4che3.net.pdu.AAssociateRQ;
import org.dcm4che3.net.pdu.PresentationContext;
import org.dcm4che3.net.pdu.RoleSelection;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.Negotiator;
import org.einthoven.dicom.network.Origin;
import org.jspecify.annotations.Nullable;

/** Answers association requests as the server's settings say, and counts the associations that stand. */
final class Acceptance extends AssociationHandler {

    private static final System.Logger LOGGER = System.getLogger(Acceptance.class.getName());
    private static final int PERMANENT = AAssociateRJ.RESULT_REJECTED_PERMANENT;
    private static final int TRANSIENT = AAssociateRJ.RESULT_REJECTED_TRANSIENT;

    private final DicomServerSettings settings;
    private final DicomServices services;
    private final BooleanSupplier isClosing;
    private final Negotiator negotiator;
    private final Set<Association> open = ConcurrentHashMap.newKeySet();

    Acceptance(DicomServerSettings settings, DicomServices services, BooleanSupplier isClosing) {
        this.settings = settings;
        this.services = services;
        this.isClosing = isClosing;
        this.negotiator = new Negotiator(settings, services);
    }

    int openAssociations() {
        return open.size();
    }

    @Override
    protected AAssociateAC negotiate(Association association, AAssociateRQ request) throws IOException {
        Origin origin = Requests.origin(association);
        AAssociateRJ reject = reasonToReject(request, origin);
        if (reject == null) {
            reject = begin(association);
        }
        if (reject != null) {
            LOGGER.log(Level.WARNING, "{0}: association rejected: {1}", origin, reject.getMessage());
            throw reject;
        }
        AAssociateAC accept = accept(request);
        LOGGER.log(Level.INFO, "{0}: association accepted", origin);
        return accept;
    }

    private @Nullable AAssociateRJ reasonToReject(AAssociateRQ request, Origin origin) {
        if ((request.getProtocolVersion() & 1) == 0) {
            return new AAssociateRJ(
                    PERMANENT,
                    AAssociateRJ.SOURCE_SERVICE_PROVIDER_ACSE,
                    AAssociateRJ.REASON_PROTOCOL_VERSION_NOT_SUPPORTED);
        }
        if (!UID.DICOMApplicationContext.equals(request.getApplicationContext())) {
            return byUser(AAssociateRJ.REASON_APP_CTX_NAME_NOT_SUPPORTED);
        }
        if (!settings.mayBeCalled(origin.calledAeTitle())) {
            return byUser(AAssociateRJ.REASON_CALLED_AET_NOT_RECOGNIZED);
        }
        return settings.mayCall(origin.callingAeTitle(), origin.remoteAddress().getAddress())
                ? null
                : byUser(AAssociateRJ.REASON_CALLING_AET_NOT_RECOGNIZED);
    }

    private static AAssociateRJ byUser(int reason) {
        return new AAssociateRJ(PERMANENT, AAssociateRJ.SOURCE_SERVICE_USER, reason);
    }

    /** Takes a place for an association, or tells why there is none. */
    private synchronized @Nullable AAssociateRJ begin(Association association) {
        if (services.storage().refusal() != null || isClosing.getAsBoolean()) {
            return forNow(AAssociateRJ.REASON_TEMPORARY_CONGESTION);
        }
        if (open.size() >= settings.maximumAssociations()) {
            return forNow(AAssociateRJ.REASON_LOCAL_LIMIT_EXCEEDED);
        }
        open.add(association);
        return null;
    }

    private static AAssociateRJ forNow(int reason) {
        return new AAssociateRJ(TRANSIENT, AAssociateRJ.SOURCE_SERVICE_PROVIDER_PRES, reason);
    }

    private AAssociateAC accept(AAssociateRQ request) {
        // Beyond 2 GiB dcm4che would take it for negative.
        request.setMaxPDULength(Math.max(request.getMaxPDULength(), 0));
        AAssociateAC accept = new AAssociateAC();
        accept.setCalledAET(request.getCalledAET());
        accept.setCallingAET(request.getCallingAET());
        accept.setMaxPDULength(settings.maximumPduLength());
        request.getPresentationContexts().forEach(context -> accept.addPresentationContext(answer(context)));
        for (RoleSelection role : request.getRoleSelections()) {
            String uid = role.getSOPClassUID();
            if (negotiator.isSupported(uid)) {
                accept.addRoleSelection(
                        new RoleSelection(uid, role.isSCU(), role.isSCP() && negotiator.mayProvide(uid)));
            }
        }
        return accept;
    }

    private PresentationContext answer(PresentationContext proposed) {
        if (!negotiator.isSupported(proposed.getAbstractSyntax())) {
            return refuse(proposed, PresentationContext.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        List<String> offered = List.of(proposed.getTransferSyntaxes());
        return settings.transferSyntaxes().stream()
                .filter(offered::contains)
                .findFirst()
                .map(chosen -> new PresentationContext(proposed.getPCID(), PresentationContext.ACCEPTANCE, chosen))
                .orElseGet(() -> refuse(proposed, PresentationContext.TRANSFER_SYNTAX_NOT_SUPPORTED));
    }

    /** The transfer syntax of a refused context says nothing; the default one is what every peer can read. */
    private static PresentationContext refuse(PresentationContext proposed, int result) {
        return new PresentationContext(proposed.getPCID(), result, UID.ImplicitVRLittleEndian);
    }

    @Override
    protected void onClose(Association association) {
        if (open.remove(association)) {
            LOGGER.log(Level.INFO, "{0}: association ended", Requests.origin(association));
        }
        super.onClose(association);
    }
}
