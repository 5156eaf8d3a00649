package org.einthoven.dicom.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.dicom.UID;

/** A-ASSOCIATE-RQ and A-ASSOCIATE-AC as bytes (PS3.8 9.3.2, 9.3.3; PS3.7 annex D.3.3). */
final class AssociateCodec {

    static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
    static final int PROTOCOL_VERSION = 1;

    private static final int APPLICATION_CONTEXT_ITEM = 0x10;
    private static final int PROPOSED_CONTEXT_ITEM = 0x20;
    private static final int ANSWERED_CONTEXT_ITEM = 0x21;
    private static final int ABSTRACT_SYNTAX_ITEM = 0x30;
    private static final int TRANSFER_SYNTAX_ITEM = 0x40;
    private static final int USER_INFORMATION_ITEM = 0x50;
    private static final int MAXIMUM_LENGTH_ITEM = 0x51;
    private static final int IMPLEMENTATION_CLASS_ITEM = 0x52;
    private static final int ASYNCHRONOUS_OPERATIONS_ITEM = 0x53;
    private static final int ROLE_SELECTION_ITEM = 0x54;
    private static final int IMPLEMENTATION_VERSION_ITEM = 0x55;

    /** A PDV of two bytes with its headers; with less no message could ever be sent. */
    private static final int SHORTEST_PDU = 8;

    private AssociateCodec() {}

    static byte[] encode(AssociateRequest request) {
        ItemWriter pdu = header(request.protocolVersion(), request.calledAeTitle(), request.callingAeTitle());
        pdu.item(APPLICATION_CONTEXT_ITEM, request.applicationContextName());
        for (ProposedContext context : request.contexts()) {
            ItemWriter item = new ItemWriter().u8(context.id()).zeros(3);
            item.item(ABSTRACT_SYNTAX_ITEM, context.abstractSyntaxUid());
            context.transferSyntaxUids().forEach(uid -> item.item(TRANSFER_SYNTAX_ITEM, uid));
            pdu.item(PROPOSED_CONTEXT_ITEM, item);
        }
        return pdu.item(USER_INFORMATION_ITEM, encode(request.userInformation()))
                .toPdu(PduType.ASSOCIATE_RQ);
    }

    static byte[] encode(AssociateAccept accept) {
        ItemWriter pdu = header(PROTOCOL_VERSION, accept.calledAeTitle(), accept.callingAeTitle());
        pdu.item(APPLICATION_CONTEXT_ITEM, APPLICATION_CONTEXT);
        for (ContextAnswer answer : accept.contexts()) {
            ItemWriter item = new ItemWriter()
                    .u8(answer.id())
                    .zeros(1)
                    .u8(answer.result())
                    .zeros(1);
            pdu.item(ANSWERED_CONTEXT_ITEM, item.item(TRANSFER_SYNTAX_ITEM, answer.transferSyntaxUid()));
        }
        return pdu.item(USER_INFORMATION_ITEM, encode(accept.userInformation())).toPdu(PduType.ASSOCIATE_AC);
    }

    private static ItemWriter header(int protocolVersion, String called, String calling) {
        return new ItemWriter()
                .u16(protocolVersion)
                .zeros(2)
                .aeTitle(called)
                .aeTitle(calling)
                .zeros(32);
    }

    private static ItemWriter encode(UserInformation information) {
        ItemWriter items = new ItemWriter()
                .item(MAXIMUM_LENGTH_ITEM, new ItemWriter().u32(information.maximumPduLength()))
                .item(IMPLEMENTATION_CLASS_ITEM, UID.EinthovenImplementationClass);
        if (information.asynchronous()) {
            items.item(ASYNCHRONOUS_OPERATIONS_ITEM, new ItemWriter().u16(1).u16(1));
        }
        for (RoleSelection role : information.roles()) {
            byte[] uid = role.sopClassUid().getBytes(StandardCharsets.US_ASCII);
            ItemWriter item = new ItemWriter().u16(uid.length).raw(uid);
            items.item(ROLE_SELECTION_ITEM, item.u8(role.scu() ? 1 : 0).u8(role.scp() ? 1 : 0));
        }
        return items.item(IMPLEMENTATION_VERSION_ITEM, UID.EinthovenImplementationVersion);
    }

    static AssociateRequest decodeRequest(ByteBuffer body) throws ProtocolViolationException {
        Collector collector = new Collector(body);
        return new AssociateRequest(
                collector.protocolVersion,
                collector.calledAeTitle,
                collector.callingAeTitle,
                collector.applicationContextName,
                collector.proposed,
                collector.userInformation());
    }

    static AssociateAccept decodeAccept(ByteBuffer body) throws ProtocolViolationException {
        Collector collector = new Collector(body);
        return new AssociateAccept(
                collector.calledAeTitle, collector.callingAeTitle, collector.answered, collector.userInformation());
    }

    /** Gathers the items, which may come in any order; items that it does not know are read over (PS3.8 9.3.1). */
    private static final class Collector {

        final int protocolVersion;
        final String calledAeTitle;
        final String callingAeTitle;
        String applicationContextName = "";
        final List<ProposedContext> proposed = new ArrayList<>();
        final List<ContextAnswer> answered = new ArrayList<>();

        private final Set<Integer> contextIds = new HashSet<>();
        private final List<RoleSelection> roles = new ArrayList<>();
        private int maximumPduLength = UserInformation.ASSUMED_PDU_LENGTH;
        private boolean asynchronous;

        Collector(ByteBuffer body) throws ProtocolViolationException {
            ItemReader reader = new ItemReader(body);
            protocolVersion = reader.u16();
            calledAeTitle = reader.skip(2).text(AeTitle.LENGTH);
            callingAeTitle = reader.text(AeTitle.LENGTH);
            reader.skip(32).forEachItem(this::item);
        }

        private void item(int type, ItemReader content) throws ProtocolViolationException {
            switch (type) {
                case APPLICATION_CONTEXT_ITEM -> applicationContextName = content.rest();
                case PROPOSED_CONTEXT_ITEM -> proposedContext(content);
                case ANSWERED_CONTEXT_ITEM -> answeredContext(content);
                case USER_INFORMATION_ITEM -> content.forEachItem(this::userItem);
                default -> {}
            }
        }

        private void proposedContext(ItemReader content) throws ProtocolViolationException {
            int id = contextId(content);
            List<String> abstractSyntaxes = new ArrayList<>();
            List<String> transferSyntaxes = new ArrayList<>();
            content.skip(3).forEachItem((type, uid) -> {
                if (type == ABSTRACT_SYNTAX_ITEM) {
                    abstractSyntaxes.add(uid.rest());
                } else if (type == TRANSFER_SYNTAX_ITEM) {
                    transferSyntaxes.add(uid.rest());
                }
            });
            if (abstractSyntaxes.size() != 1) {
                throw invalid("presentation context " + id + " has " + abstractSyntaxes.size() + " abstract syntaxes");
            }
            proposed.add(new ProposedContext(id, abstractSyntaxes.get(0), transferSyntaxes));
        }

        private void answeredContext(ItemReader content) throws ProtocolViolationException {
            int id = contextId(content);
            int result = content.skip(1).u8();
            List<String> transferSyntaxes = new ArrayList<>();
            content.skip(1).forEachItem((type, uid) -> {
                if (type == TRANSFER_SYNTAX_ITEM) {
                    transferSyntaxes.add(uid.rest());
                }
            });
            if (result == ContextAnswer.ACCEPTANCE && transferSyntaxes.size() != 1) {
                throw invalid("presentation context " + id + " is accepted with " + transferSyntaxes.size()
                        + " transfer syntaxes");
            }
            answered.add(new ContextAnswer(id, result, transferSyntaxes.isEmpty() ? "" : transferSyntaxes.get(0)));
        }

        private int contextId(ItemReader content) throws ProtocolViolationException {
            int id = content.u8();
            if (id % 2 == 0 || !contextIds.add(id)) {
                throw invalid("presentation context id " + id + " is even or used twice");
            }
            return id;
        }

        private void userItem(int type, ItemReader content) throws ProtocolViolationException {
            switch (type) {
                case MAXIMUM_LENGTH_ITEM -> maximumPduLength = pduLength(content.u32());
                case ASYNCHRONOUS_OPERATIONS_ITEM -> asynchronous = true;
                case ROLE_SELECTION_ITEM -> {
                    String uid = content.text(content.u16());
                    roles.add(new RoleSelection(uid, content.u8() == 1, content.u8() == 1));
                }
                default -> {}
            }
        }

        private static int pduLength(long declared) throws ProtocolViolationException {
            if (declared != 0 && declared < SHORTEST_PDU) {
                throw invalid("a maximum PDU length of " + declared + " bytes leaves no room for a message");
            }
            return (int) Math.min(declared, Integer.MAX_VALUE);
        }

        UserInformation userInformation() {
            return new UserInformation(maximumPduLength, asynchronous, roles);
        }

        private static ProtocolViolationException invalid(String message) {
            return ProtocolViolationException.inPdu(AbortReason.INVALID_PARAMETER_VALUE, message);
        }
    }
}
