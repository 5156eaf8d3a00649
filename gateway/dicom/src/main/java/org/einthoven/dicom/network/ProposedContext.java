package org.einthoven.dicom.network;

import java.util.List;

/** A presentation context as it is proposed in an A-ASSOCIATE-RQ; the id is odd, 1 to 255. */
record ProposedContext(int id, String abstractSyntaxUid, List<String> transferSyntaxUids) {}
