package org.einthoven.codecs.scp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tag 14: what acquired the ECG. 35 bytes of numbers and the model, then texts that NULs end: program revision, serial number,
 * software, SCP software, manufacturer.
 *
 * @param languageSupportCode the character set of the record's texts
 */
record RecorderId(
        int languageSupportCode,
        @Nullable String manufacturer,
        @Nullable String model) {
    private static final int TAG = 14;
    private static final int MANUFACTURER_CODE = 7;
    private static final int MODEL = 8;
    private static final int MODEL_END = 14;
    private static final int LANGUAGE = 16;
    private static final int TEXTS = 36;
    private static final int MANUFACTURER_TEXT = 4;

    /** Codes of versions 1; since then 255 and the text. */
    private static final List<String> MANUFACTURERS = List.of(
            "",
            "Burdick",
            "Cambridge",
            "Compumed",
            "Datamed",
            "Fukuda",
            "Hewlett-Packard",
            "Marquette Electronics",
            "Mortara Instruments",
            "Nihon Kohden",
            "Okin",
            "Quinton",
            "Siemens",
            "Spacelabs",
            "Telemed",
            "Hellige",
            "ESA-OTE",
            "Schiller",
            "Picker-Schwarzer",
            "et medical devices",
            "Zw\u00f6nitz");

    static RecorderId of(ScpTags tags) {
        byte[] field = tags.field(TAG, 1);
        int language = field == null || field.length <= LANGUAGE ? 0 : field[LANGUAGE] & 0xff;
        if (field == null) {
            return new RecorderId(language, null, null);
        }
        ScpText text = ScpText.of(language);
        String model = field.length < MODEL_END ? null : text.first(Arrays.copyOfRange(field, MODEL, MODEL_END));
        return new RecorderId(language, manufacturer(field, text), model);
    }

    private static @Nullable String manufacturer(byte[] field, ScpText text) {
        List<String> texts =
                field.length <= TEXTS ? List.of() : text.parts(Arrays.copyOfRange(field, TEXTS, field.length));
        String name = texts.size() > MANUFACTURER_TEXT ? texts.get(MANUFACTURER_TEXT) : "";
        int code = field.length > MANUFACTURER_CODE ? field[MANUFACTURER_CODE] & 0xff : 0;
        String known = code < MANUFACTURERS.size() ? MANUFACTURERS.get(code) : "";
        String either = name.isEmpty() ? known : name;
        return either.isEmpty() ? null : either;
    }
}
