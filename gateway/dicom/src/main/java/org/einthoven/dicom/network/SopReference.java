package org.einthoven.dicom.network;

import java.util.Objects;

/** One object by its SOP Class UID and SOP Instance UID (PS3.3 table 10-11). */
public record SopReference(String sopClassUid, String sopInstanceUid) {

    public SopReference {
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
    }
}
