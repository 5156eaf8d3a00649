package org.einthoven.dicom.network;

import java.util.List;

/** A-ASSOCIATE-AC (PS3.8 9.3.3). */
record AssociateAccept(
        String calledAeTitle, String callingAeTitle, List<ContextAnswer> contexts, UserInformation userInformation) {}
