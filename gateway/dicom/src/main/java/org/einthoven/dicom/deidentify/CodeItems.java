package org.einthoven.dicom.deidentify;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Codes (PS3.3 table 8.8-1): value, scheme, version and meaning stay, nothing else. A meaning that is not published with its scheme is the code itself; an item that is no code is
 * left out.
 */
final class CodeItems {
    private static final int[] VALUES = {Tag.CodeValue, Tag.LongCodeValue};

    private final SafeTexts texts;

    CodeItems(SafeTexts texts) {
        this.texts = texts;
    }

    /** The codes; null where none of the items is one. */
    @Nullable
    DicomSequence clean(DicomSequence sequence) {
        List<DicomDataset> codes = new ArrayList<>();
        for (DicomDataset item : sequence.items()) {
            DicomDataset code = code(item);
            if (code != null) {
                codes.add(code);
            }
        }
        return codes.isEmpty() && !sequence.items().isEmpty() ? null : new DicomSequence(sequence.tag(), codes);
    }

    private @Nullable DicomDataset code(DicomDataset item) {
        String scheme = text(item, Tag.CodingSchemeDesignator);
        for (int tag : VALUES) {
            String value = text(item, tag);
            if (value != null && scheme != null && texts.isCode(value) && SafeTexts.isScheme(scheme)) {
                return code(item, tag, value, scheme);
            }
        }
        return null;
    }

    private DicomDataset code(DicomDataset item, int tag, String value, String scheme) {
        DicomDataset code = new DicomDataset().setString(tag, value).setString(Tag.CodingSchemeDesignator, scheme);
        String version = text(item, Tag.CodingSchemeVersion);
        if (version != null && SafeTexts.isVersion(version)) {
            code.setString(Tag.CodingSchemeVersion, version);
        }
        return code.setString(Tag.CodeMeaning, meaning(text(item, Tag.CodeMeaning), scheme, value));
    }

    private String meaning(@Nullable String meaning, String scheme, String value) {
        return meaning != null && meaning.indexOf('\\') < 0 && texts.isMeaning(meaning, scheme) ? meaning : value;
    }

    /** Vendors pad codes with NULs. */
    private static @Nullable String text(DicomDataset item, int tag) {
        String value = item.getString(tag);
        return value == null ? null : value.replace('\0', ' ').strip();
    }
}
