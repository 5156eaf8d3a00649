package org.einthoven.dicom.network;

import java.util.List;

/** A-ASSOCIATE-RQ (PS3.8 9.3.2). */
record AssociateRequest(
        int protocolVersion,
        String calledAeTitle,
        String callingAeTitle,
        String applicationContextName,
        List<ProposedContext> contexts,
        UserInformation userInformation) {}
