package org.einthoven.dicom.network;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An object as it came in by C-STORE. Nothing of its data set has been read: the UIDs are those of the command set.
 *
 * @param file the whole object as a Part 10 file (PS3.10), in the transfer syntax in which it was sent
 * @param sopClassUid Affected SOP Class UID (0000,0002)
 * @param sopInstanceUid Affected SOP Instance UID (0000,1000)
 * @param transferSyntaxUid transfer syntax of the data set
 * @param callingAeTitle the sender's AE title
 * @param calledAeTitle the AE title that the sender called
 * @param remoteAddress the sender's address
 * @param size length of the file in bytes
 */
public record StoredObject(
        Path file,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        String callingAeTitle,
        String calledAeTitle,
        InetSocketAddress remoteAddress,
        long size) {

    public StoredObject {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        Objects.requireNonNull(transferSyntaxUid, "transferSyntaxUid");
        Objects.requireNonNull(callingAeTitle, "callingAeTitle");
        Objects.requireNonNull(calledAeTitle, "calledAeTitle");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
    }
}
