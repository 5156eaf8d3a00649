package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.dcm4che3.net.ApplicationEntity;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Connection;
import org.dcm4che3.net.Device;
import org.dcm4che3.net.IncompatibleConnectionException;
import org.dcm4che3.net.pdu.AAbort;
import org.dcm4che3.net.pdu.AAssociateRJ;
import org.dcm4che3.net.pdu.AAssociateRQ;
import org.dcm4che3.net.pdu.RoleSelection;
import org.einthoven.dicom.network.AssociationAbortedException;
import org.einthoven.dicom.network.AssociationRejectedException;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetworkException;
import org.einthoven.dicom.network.GuardedSocket;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/** Opens one association with a peer. */
final class AssociationOpener {

    /** dcm4che reads each association in a thread of its own. */
    private static final Executor READERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dcm4che-requestor");
        thread.setDaemon(true);
        return thread;
    });

    private final RemoteAe remote;
    private final DicomClientSettings settings;

    AssociationOpener(RemoteAe remote, DicomClientSettings settings) {
        this.remote = remote;
        this.settings = settings;
    }

    DicomAssociation open(List<PresentationContext> contexts) throws IOException {
        AAssociateRQ request = request(contexts);
        ClientRequests requests = new ClientRequests();
        GuardedConnection connection = new GuardedConnection(remote, settings);
        ApplicationEntity entity = entity(connection, requests);
        try {
            Association association = entity.connect(connection, new Connection(), request);
            GuardedSocket socket = Objects.requireNonNull(connection.socket());
            return new Dcm4cheAssociation(remote, settings, association, socket, requests);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DicomNetworkException("the connection to " + remote + " was interrupted", e);
        } catch (GeneralSecurityException | IncompatibleConnectionException e) {
            throw new DicomNetworkException(remote + " cannot be reached: " + e.getMessage(), e);
        } catch (IOException e) {
            throw reason(connection.socket(), e);
        }
    }

    private AAssociateRQ request(List<PresentationContext> contexts) {
        if (contexts.isEmpty() || contexts.size() > PresentationContext.MOST) {
            throw new IllegalArgumentException(
                    "an association proposes 1 to 128 presentation contexts, not " + contexts.size());
        }
        AAssociateRQ request = new AAssociateRQ();
        request.setCalledAET(remote.aeTitle());
        request.setCallingAET(settings.callingAeTitle());
        for (PresentationContext context : contexts) {
            request.addPresentationContext(new org.dcm4che3.net.pdu.PresentationContext(
                    2 * request.getNumberOfPresentationContexts() + 1,
                    context.abstractSyntaxUid(),
                    context.transferSyntaxUids().toArray(String[]::new)));
            if (context.isProvider()) {
                request.addRoleSelection(new RoleSelection(context.abstractSyntaxUid(), false, true));
            }
        }
        return request;
    }

    private ApplicationEntity entity(Connection connection, ClientRequests requests) {
        Device device = new Device("einthoven");
        device.setInstalled(true);
        device.setExecutor(READERS);
        device.setDimseRQHandler(requests);
        device.addConnection(connection);
        ApplicationEntity entity = new ApplicationEntity(settings.callingAeTitle());
        device.addApplicationEntity(entity);
        entity.addConnection(connection);
        return entity;
    }

    private IOException reason(@Nullable GuardedSocket socket, IOException cause) {
        AssociationAbortedException abort = socket == null ? null : socket.peerAbort();
        if (abort != null) {
            return abort;
        }
        if (cause instanceof AAssociateRJ reject) {
            return AssociationRejectedException.by(remote, reject.getResult(), reject.getSource(), reject.getReason());
        }
        if (cause instanceof DicomNetworkException) {
            return cause;
        }
        String how = cause instanceof AAbort ? " broke the protocol: " : " did not answer the association request: ";
        return new DicomNetworkException(remote + how + cause.getMessage(), cause);
    }
}
