package org.einthoven.dicomweb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/**
 * Makes a data set of attributes that JSON or XML told. Texts are encoded in the Specific Character Set that the attributes name, so that an object that went through a server
 * is the same afterwards; where that set lacks a character, or needs code extensions, all texts become UTF-8 (ISO_IR 192).
 */
final class DatasetBuilder {
    private static final String UTF_8 = "ISO_IR 192";

    private final boolean utf8;
    private final List<BulkDataReference> bulkData = new ArrayList<>();

    private DatasetBuilder(boolean utf8) {
        this.utf8 = utf8;
    }

    static DicomMetadata build(List<ModelAttribute> attributes) throws DicomFormatException {
        try {
            return new DatasetBuilder(false).metadata(attributes);
        } catch (UnencodableException e) {
            return inUtf8(attributes);
        }
    }

    private static DicomMetadata inUtf8(List<ModelAttribute> attributes) throws DicomFormatException {
        try {
            return new DatasetBuilder(true).metadata(attributes);
        } catch (UnencodableException e) {
            throw new DicomFormatException("A text holds half a character.", e);
        }
    }

    private DicomMetadata metadata(List<ModelAttribute> attributes) throws DicomFormatException, UnencodableException {
        DicomDataset dataset = new DicomDataset();
        if (utf8) {
            dataset.setString(Tag.SpecificCharacterSet, UTF_8);
        }
        fill(dataset, attributes);
        return new DicomMetadata(dataset, bulkData);
    }

    private void fill(DicomDataset dataset, List<ModelAttribute> attributes)
            throws DicomFormatException, UnencodableException {
        for (ModelAttribute attribute : attributes) {
            if (!utf8 && attribute.tag() == Tag.SpecificCharacterSet) {
                add(dataset, attribute);
            }
        }
        for (ModelAttribute attribute : attributes) {
            if (isOfDataset(attribute.tag()) && attribute.tag() != Tag.SpecificCharacterSet) {
                add(dataset, attribute);
            }
        }
    }

    private static boolean isOfDataset(int tag) {
        int group = Tag.group(tag);
        return group > 0x0002 && group < 0xFFFE && !Tag.isGroupLength(tag);
    }

    private void add(DicomDataset dataset, ModelAttribute attribute) throws DicomFormatException, UnencodableException {
        ModelAttribute.Content content = attribute.content();
        if (content instanceof ModelAttribute.Items items) {
            addItems(dataset, attribute.tag(), items);
        } else if (attribute.vr() == VR.SQ) {
            throw new DicomFormatException(Tag.describe(attribute.tag()) + " is a sequence without items.");
        } else if (content instanceof ModelAttribute.Binary binary) {
            dataset.setBytes(attribute.tag(), attribute.vr(), binary.bytes());
        } else if (content instanceof ModelAttribute.BulkData reference) {
            bulkData.add(new BulkDataReference(dataset, attribute.tag(), attribute.vr(), reference.uri()));
        } else if (content instanceof ModelAttribute.Values values) {
            addValues(dataset, attribute, values.values());
        }
    }

    /** The items are put in place first: they read their character set from the data set around them. */
    private void addItems(DicomDataset dataset, int tag, ModelAttribute.Items items)
            throws DicomFormatException, UnencodableException {
        List<DicomDataset> empty = new ArrayList<>();
        items.items().forEach(item -> empty.add(new DicomDataset()));
        dataset.set(new DicomSequence(tag, empty));
        for (int i = 0; i < empty.size(); i++) {
            fill(empty.get(i), items.items().get(i));
        }
    }

    private static void addValues(DicomDataset dataset, ModelAttribute attribute, List<@Nullable String> values)
            throws DicomFormatException, UnencodableException {
        VR vr = attribute.vr();
        if (vr.isText()) {
            addTexts(dataset, attribute.tag(), vr, NumberTexts.shortened(vr, NumberTexts.withoutNulls(values)));
        } else {
            dataset.setBytes(attribute.tag(), vr, BinaryValues.encode(attribute.tag(), vr, values));
        }
    }

    private static void addTexts(DicomDataset dataset, int tag, VR vr, List<String> values)
            throws UnencodableException {
        String joined = String.join("\\", values);
        if (!vr.followsCharacterSet()) {
            // Characters beyond ASCII have no place here. As UTF-8 they can at least be read again.
            dataset.setBytes(tag, vr, joined.getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            dataset.setString(tag, vr, vr.isMultiValued() ? joined.split("\\\\", -1) : new String[] {joined});
        } catch (IllegalArgumentException e) {
            throw new UnencodableException(e);
        }
    }

    /** The character set lacks a character. */
    private static final class UnencodableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnencodableException(Throwable cause) {
            super(cause);
        }
    }
}
