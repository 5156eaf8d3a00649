package org.einthoven.dicom.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/** Decides about association requests by a server's settings. */
public final class Negotiator {

    private final DicomServerSettings settings;
    private final DicomServices services;

    public Negotiator(DicomServerSettings settings, DicomServices services) {
        this.settings = settings;
        this.services = services;
    }

    /** The reason to reject the request, or null to accept it. */
    @Nullable
    AssociateReject reasonToReject(AssociateRequest request, InetAddress from) {
        if ((request.protocolVersion() & AssociateCodec.PROTOCOL_VERSION) == 0) {
            return AssociateReject.PROTOCOL_VERSION_NOT_SUPPORTED;
        }
        if (!request.applicationContextName().equals(AssociateCodec.APPLICATION_CONTEXT)) {
            return AssociateReject.APPLICATION_CONTEXT_NOT_SUPPORTED;
        }
        if (!settings.mayBeCalled(request.calledAeTitle())) {
            return AssociateReject.CALLED_AE_TITLE_NOT_RECOGNIZED;
        }
        return settings.mayCall(request.callingAeTitle(), from)
                ? null
                : AssociateReject.CALLING_AE_TITLE_NOT_RECOGNIZED;
    }

    AssociateAccept accept(AssociateRequest request) {
        List<ContextAnswer> answers =
                request.contexts().stream().map(this::answer).toList();
        UserInformation offered = request.userInformation();
        UserInformation information =
                new UserInformation(settings.maximumPduLength(), offered.asynchronous(), answerRoles(offered.roles()));
        return new AssociateAccept(request.calledAeTitle(), request.callingAeTitle(), answers, information);
    }

    private ContextAnswer answer(ProposedContext context) {
        if (!isSupported(context.abstractSyntaxUid())) {
            return ContextAnswer.refuse(context.id(), ContextAnswer.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        for (String preferred : settings.transferSyntaxes()) {
            if (context.transferSyntaxUids().contains(preferred)) {
                return new ContextAnswer(context.id(), ContextAnswer.ACCEPTANCE, preferred);
            }
        }
        return ContextAnswer.refuse(context.id(), ContextAnswer.TRANSFER_SYNTAXES_NOT_SUPPORTED);
    }

    public boolean isSupported(String abstractSyntax) {
        return abstractSyntax.equals(UID.Verification)
                || isCommitment(abstractSyntax)
                || settings.storageSopClasses().contains(abstractSyntax)
                || (settings.acceptsEveryStorageClass() && abstractSyntax.startsWith(SopClasses.STORAGE_PREFIX));
    }

    private boolean isCommitment(String abstractSyntax) {
        return abstractSyntax.equals(UID.StorageCommitmentPushModel)
                && (services.commitmentProvider() != null || services.commitmentUser() != null);
    }

    /** We are the provider: the requestor keeps the user's role and does not get ours, but to report a commitment. */
    private List<RoleSelection> answerRoles(List<RoleSelection> offered) {
        List<RoleSelection> answers = new ArrayList<>();
        for (RoleSelection role : offered) {
            if (isSupported(role.sopClassUid())) {
                answers.add(new RoleSelection(
                        role.sopClassUid(), role.scu(), role.scp() && mayProvide(role.sopClassUid())));
            }
        }
        return answers;
    }

    /** Whether the requestor may be the provider of a class: to report a commitment that this side asked for. */
    public boolean mayProvide(String abstractSyntax) {
        return isCommitment(abstractSyntax) && services.commitmentUser() != null;
    }

    static Map<Integer, AcceptedContext> agreed(List<ProposedContext> proposed, List<ContextAnswer> answers)
            throws ProtocolViolationException {
        Map<Integer, AcceptedContext> agreed = new LinkedHashMap<>();
        for (ContextAnswer answer : answers) {
            if (answer.isAccepted()) {
                agreed.put(answer.id(), agree(find(proposed, answer.id()), answer));
            }
        }
        return agreed;
    }

    private static ProposedContext find(List<ProposedContext> proposed, int id) throws ProtocolViolationException {
        for (ProposedContext context : proposed) {
            if (context.id() == id) {
                return context;
            }
        }
        throw ProtocolViolationException.inPdu(
                AbortReason.INVALID_PARAMETER_VALUE, "presentation context " + id + " was accepted but not proposed");
    }

    private static AcceptedContext agree(ProposedContext proposed, ContextAnswer answer)
            throws ProtocolViolationException {
        if (!proposed.transferSyntaxUids().contains(answer.transferSyntaxUid())) {
            throw ProtocolViolationException.inPdu(
                    AbortReason.INVALID_PARAMETER_VALUE,
                    "presentation context " + answer.id() + " was accepted in a transfer syntax that was not proposed");
        }
        return new AcceptedContext(answer.id(), proposed.abstractSyntaxUid(), answer.transferSyntaxUid());
    }
}
