package org.einthoven.dicom.deidentify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/**
 * Values that stay because they are nothing but what their attribute is for. Each is written anew under the dictionary's VR, whatever VR it came in, so that nothing passes as
 * something else.
 */
final class SafeValues {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,12}");
    private static final Pattern AGE = Pattern.compile("(\\d{3})[DWMY]");
    private static final int DECIMAL_STRING = 16;
    /** Two letters make a larger number. */
    private static final long MOST_OF_16_BITS = 0x1FFF;
    /** Four letters make a larger number. */
    private static final long MOST_OF_32_BITS = 0x1FFF_FFFF;
    /** A sample of the widest kind. */
    private static final int SAMPLE_BYTES = 4;

    /** The root of the standard's UIDs. */
    private static final String STANDARD = "1.2.840.10008.";

    private static final int OLDEST_YEARS = 90;

    private final SafeTexts texts;

    SafeValues(SafeTexts texts) {
        this.texts = texts;
    }

    /** The value where it has this form, an empty one as it is, else null. */
    @Nullable
    DicomElement of(DicomDataset dataset, DicomValue value, SafeForm form) {
        int tag = value.tag();
        if (value.length() == 0) {
            return Values.empty(tag);
        }
        return switch (form.kind()) {
            case NUMBER -> decimals(dataset, tag);
            case COUNT -> counts(dataset, tag);
            case TERM -> terms(dataset.getStrings(tag), tag, form.terms());
            case AGE -> age(dataset.getStrings(tag), tag);
            case TEXT -> text(dataset.getStrings(tag), tag);
            case LABEL -> label(dataset.getStrings(tag), tag);
            case CLASS -> classes(dataset.getStrings(tag), tag);
            case DATA -> data(value);
            case DUMMY -> Values.dummy(tag);
            case CODE, ITEMS -> null;
        };
    }

    private static @Nullable DicomElement decimals(DicomDataset dataset, int tag) {
        List<String> values = dataset.getStrings(tag);
        boolean text = values.stream()
                .allMatch(
                        v -> v.length() <= DECIMAL_STRING && DECIMAL.matcher(v).matches());
        if (!values.isEmpty() && text && DicomDictionary.vrOf(tag).isText()) {
            return Values.text(tag, values);
        }
        try {
            double[] numbers = dataset.getDoubles(tag);
            return numbers.length == 0
                    ? null
                    : new DicomDataset().setDouble(tag, numbers).get(tag);
        } catch (DicomFormatException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable DicomElement counts(DicomDataset dataset, int tag) {
        List<String> values = dataset.getStrings(tag);
        if (values.isEmpty()
                || !values.stream().allMatch(v -> INTEGER.matcher(v).matches())) {
            return null;
        }
        VR vr = DicomDictionary.vrOf(tag);
        if (vr.isText()) {
            return Values.text(tag, values);
        }
        int[] counts = new int[values.size()];
        for (int i = 0; i < counts.length; i++) {
            long count = Long.parseLong(values.get(i));
            if (count < 0 || count > (vr == VR.US ? MOST_OF_16_BITS : MOST_OF_32_BITS)) {
                return null;
            }
            counts[i] = (int) count;
        }
        return new DicomDataset().setInt(tag, counts).get(tag);
    }

    private static @Nullable DicomElement terms(List<String> values, int tag, List<String> allowed) {
        return allowed.containsAll(values) ? Values.text(tag, values) : null;
    }

    private static @Nullable DicomElement age(List<String> values, int tag) {
        if (values.size() != 1 || !AGE.matcher(values.get(0)).matches()) {
            return null;
        }
        String age = values.get(0);
        boolean old = age.endsWith("Y") && Integer.parseInt(age.substring(0, 3)) >= OLDEST_YEARS;
        return Values.text(tag, List.of(old ? "0" + OLDEST_YEARS + "Y" : age));
    }

    /** One that does not stay is empty: Manufacturer must be there. */
    private DicomElement text(List<String> values, int tag) {
        return values.stream().allMatch(texts::isEquipment) ? Values.text(tag, values) : Values.empty(tag);
    }

    private @Nullable DicomElement label(List<String> values, int tag) {
        return values.stream().allMatch(texts::isLabel) ? Values.text(tag, values) : null;
    }

    private static @Nullable DicomElement classes(List<String> values, int tag) {
        return values.stream().allMatch(SafeValues::isStandard) ? Values.text(tag, values) : null;
    }

    private static boolean isStandard(String uid) {
        return uid.startsWith(STANDARD) && UID.isValid(uid);
    }

    /** Samples are cut to those that the group declares elsewhere: {@link WaveformSamples}. */
    private static @Nullable DicomElement data(DicomValue value) {
        boolean binary = !value.vr().isText();
        boolean fits = value.tag() == Tag.WaveformData || value.length() <= SAMPLE_BYTES;
        VR vr = binary && value.vr() != VR.UN ? value.vr() : DicomDictionary.vrOf(value.tag());
        return fits ? new DicomValue(value.tag(), vr, value.bytes()) : null;
    }

    /** The value as texts, also where its VR says that it is bytes. */
    static List<String> strings(DicomDataset dataset, DicomValue value) {
        if (value.vr().isText()) {
            return dataset.getStrings(value.tag());
        }
        String text = new String(value.bytes(), StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\\\", -1));
    }
}
