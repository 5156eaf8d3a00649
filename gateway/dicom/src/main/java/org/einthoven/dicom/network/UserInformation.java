package org.einthoven.dicom.network;

import java.util.List;

/**
 * User information of an association request or its answer (PS3.7 annex D.3.3). SOP class extended negotiation and user
 * identity are optional for the acceptor (PS3.7 D.3.3.5, D.3.3.7): they are read over and left unanswered.
 *
 * @param maximumPduLength the longest P-DATA-TF that the sender of this item accepts; 0 for no limit
 * @param asynchronous whether an asynchronous operations window was offered; the answer is always one operation
 */
record UserInformation(int maximumPduLength, boolean asynchronous, List<RoleSelection> roles) {

    /** What dcmtk and others assume where the item is missing. */
    static final int ASSUMED_PDU_LENGTH = 16_384;

    UserInformation {
        roles = List.copyOf(roles);
    }
}
