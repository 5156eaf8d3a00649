package org.einthoven.dicomweb;

import java.util.List;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/** One attribute as JSON or XML tell it, before its texts are encoded in a character set. */
record ModelAttribute(int tag, VR vr, Content content) {

    /** What an attribute holds. */
    sealed interface Content {}

    /** Values as text; null for an empty one. A person name is its component groups joined by {@code =}. */
    record Values(List<@Nullable String> values) implements Content {}

    record Items(List<List<ModelAttribute>> items) implements Content {}

    /** Bytes, little endian. */
    static final class Binary implements Content {
        private final byte[] bytes;

        Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    record BulkData(String uri) implements Content {}
}
