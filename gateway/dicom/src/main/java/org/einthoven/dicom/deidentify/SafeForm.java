package org.einthoven.dicom.deidentify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute's value must be to stay.
 *
 * @param terms the values of a term, else none
 */
record SafeForm(Kind kind, List<String> terms) {
    /** The forms that safe.txt explains. */
    enum Kind {
        NUMBER,
        COUNT,
        TERM,
        AGE,
        TEXT,
        LABEL,
        CLASS,
        CODE,
        ITEMS,
        DATA,
        DUMMY
    }

    private static final Map<Integer, SafeForm> FORMS = new HashMap<>();

    static {
        Resource.lines("safe.txt").forEach(SafeForm::add);
    }

    SafeForm {
        terms = List.copyOf(terms);
    }

    private static void add(String line) {
        String[] fields = line.split(" ", -1);
        List<String> terms = Arrays.stream(fields)
                .skip(3)
                .map(term -> term.replace('_', ' '))
                .toList();
        FORMS.put(
                Integer.parseUnsignedInt(fields[0], 16),
                new SafeForm(Kind.valueOf(fields[1].toUpperCase(Locale.ROOT)), terms));
    }

    /** The form of an attribute, or null where none is declared. */
    static @Nullable SafeForm of(int tag) {
        return FORMS.get(tag);
    }
}
