package org.einthoven.dicomweb;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/** Names that the JSON and the XML model share. */
final class ModelNames {
    /** Component groups of a person name in their order (PS3.5 section 6.2.1). */
    static final List<String> NAME_GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");

    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final Map<String, VR> VRS =
            Arrays.stream(VR.values()).collect(Collectors.toMap(VR::name, Function.identity()));

    private ModelNames() {}

    static String of(int tag) {
        return String.format(Locale.ROOT, "%08X", tag);
    }

    /** The tag of eight hexadecimal digits, empty for anything else. */
    static OptionalInt tag(@Nullable String name) {
        return name != null && TAG.matcher(name).matches()
                ? OptionalInt.of(Integer.parseUnsignedInt(name, 16))
                : OptionalInt.empty();
    }

    /** The VR of that name; where there is none, the dictionary's. */
    static VR vr(@Nullable String name, int tag) {
        VR vr = name == null ? null : VRS.get(name);
        return vr == null ? DicomDictionary.vrOf(tag) : vr;
    }

    /** A person name of its groups, the last empty ones left out. */
    static String personName(@Nullable String[] groups) {
        int last = groups.length;
        while (last > 0 && (groups[last - 1] == null || groups[last - 1].isEmpty())) {
            last--;
        }
        return Arrays.stream(groups, 0, last)
                .map(group -> group == null ? "" : group)
                .collect(Collectors.joining("="));
    }
}
