package org.einthoven.dicom;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The character sets that docs/conformance-dicom.md names. */
class CharacterSetConformanceTest {
    private static final int HIGHEST_REGISTRATION = 300;

    @Test
    void theCharacterSetsAreThoseThatAreRead() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Defined term", "Read as", "Bytes of a character"));
        for (int number = 1; number <= HIGHEST_REGISTRATION; number++) {
            CodeElement element = CodeElement.of("ISO_IR " + number);
            if (element != null) {
                String terms =
                        element.width() == 1 ? "ISO_IR " + number + ", ISO 2022 IR " + number : "ISO 2022 IR " + number;
                rows.add(List.of(terms, element.charset().name(), String.valueOf(element.width())));
            }
        }
        for (String term : List.of("ISO_IR 192", "GB18030", "GBK", "BIG5")) {
            Charset charset = CodeElement.withoutExtensions(term);
            if (charset != null) {
                rows.add(List.of(term, charset.name(), "varying"));
            }
        }

        ConformancePage.assertTable("character-sets", rows);
    }
}
