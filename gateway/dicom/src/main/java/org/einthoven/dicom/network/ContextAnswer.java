package org.einthoven.dicom.network;

import org.einthoven.dicom.TransferSyntax;

/**
 * The answer to one proposed presentation context (PS3.8 table 9-18).
 *
 * @param transferSyntaxUid without meaning unless accepted
 */
record ContextAnswer(int id, int result, String transferSyntaxUid) {

    static final int ACCEPTANCE = 0;
    static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 3;
    static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 4;

    static ContextAnswer refuse(int id, int result) {
        return new ContextAnswer(id, result, TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid());
    }

    boolean isAccepted() {
        return result == ACCEPTANCE;
    }
}
