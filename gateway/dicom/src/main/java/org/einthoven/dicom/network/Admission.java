package org.einthoven.dicom.network;

import org.jspecify.annotations.Nullable;

/** Whether objects are taken now. Asked for each association and each object, by several threads: answers at once. */
@FunctionalInterface
public interface Admission {

    /**
     * Why nothing is taken for a while, in a few words without patient data, for the log and the Error Comment; null
     * while objects are taken.
     */
    @Nullable
    String refusal();
}
