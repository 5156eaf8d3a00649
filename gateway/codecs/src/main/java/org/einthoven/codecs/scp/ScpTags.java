package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Section 1 as it is stored: fields that have a tag and a length.
 *
 * <p>A field that reaches beyond the section makes all that follow uncertain, the patient's too, so the record is refused.
 */
final class ScpTags {
    private static final int TERMINATOR = 255;
    /** Some thousand times what a header takes. */
    private static final int LARGEST = 1 << 20;

    private final Map<Integer, List<byte[]>> fields = new LinkedHashMap<>();
    private final byte[] content;

    private ScpTags(byte[] content) {
        this.content = content;
    }

    /** @param section null for a record without it, which has no fields */
    static ScpTags of(@Nullable ScpSection section) throws EcgDecodingException {
        if (section == null) {
            return new ScpTags(new byte[0]);
        }
        if (section.to() - section.from() > LARGEST) {
            throw new EcgDecodingException(
                    "section 1 of the SCP record has " + (section.to() - section.from()) + " bytes");
        }
        ScpTags tags = new ScpTags(Arrays.copyOfRange(section.file(), section.from(), section.to()));
        ScpBytes bytes = section.bytes();
        // One byte may fill the section up to an even length.
        while (bytes.remaining() > 1) {
            int tag = bytes.unsigned8();
            if (tag == TERMINATOR) {
                break;
            }
            int length = bytes.unsigned16();
            if (length > bytes.remaining()) {
                throw new EcgDecodingException("section 1 of the SCP record: the field with tag " + tag + " has "
                        + length + " bytes of " + bytes.remaining() + " that are left");
            }
            tags.fields
                    .computeIfAbsent(tag, t -> new ArrayList<>())
                    .add(bytes.take(length).rest());
        }
        return tags;
    }

    /** The first field of a tag, if it has as many bytes as are needed; else null. */
    byte @Nullable [] field(int tag, int bytes) {
        List<byte[]> all = fields.get(tag);
        return all == null || all.get(0).length < bytes ? null : all.get(0);
    }

    /** A field as numbers; null where it is absent or shorter. */
    @Nullable
    ScpBytes bytes(int tag, int bytes) {
        byte[] field = field(tag, bytes);
        return field == null ? null : new ScpBytes("section 1 of the SCP record", field, 0, field.length);
    }

    /** Everything of the section, which tells this record's patient, time and recorder from any other's. */
    byte[] content() {
        return content;
    }
}
