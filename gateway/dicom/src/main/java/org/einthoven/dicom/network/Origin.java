package org.einthoven.dicom.network;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Where an association came from. */
public record Origin(String callingAeTitle, String calledAeTitle, InetSocketAddress remoteAddress) {

    StoredObject objectIn(Path file, FileMeta meta, long size) {
        return new StoredObject(
                file,
                meta.sopClassUid(),
                meta.sopInstanceUid(),
                meta.transferSyntaxUid(),
                callingAeTitle,
                calledAeTitle,
                remoteAddress,
                size);
    }

    @Override
    public String toString() {
        return callingAeTitle + "@" + remoteAddress.getAddress().getHostAddress();
    }
}
