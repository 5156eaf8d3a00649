package org.einthoven.dicom.network;

/** A presentation context that both sides agreed on. */
record AcceptedContext(int id, String abstractSyntaxUid, String transferSyntaxUid) {}
