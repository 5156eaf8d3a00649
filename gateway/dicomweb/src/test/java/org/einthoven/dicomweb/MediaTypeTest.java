package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/dicom                              | application/dicom | ``
            Application/DICOM ; Q=0.5                      | application/dicom | 0.5
            application/dicom;q="0.5"                      | application/dicom | 0.5
            application/dicom; q=0.5; q=0.6                | application/dicom | 0.5
            application/dicom;;;q=1                        | application/dicom | 1
            a/b; q="a;b,c=\\"d\\""                         | a/b               | a;b,c="d"
            """)
    void isRead(String header, String name, String q) {
        MediaType type = MediaType.parse(header);
        assertThat(type.name()).isEqualTo(name);
        assertThat(type.parameters().getOrDefault("q", "")).isEqualTo(q);
    }

    @Test
    void whateverStandsThereNothingBreaks() {
        Random random = new Random(20261128);
        String characters = "ab/;=\"\\ ,()<>*q.\t\r\n\u0000\u00e4\u20ac";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            int length = random.nextInt(20);
            for (int j = 0; j < length; j++) {
                header.append(characters.charAt(random.nextInt(characters.length())));
            }
            MediaType type = MediaType.parse(header.toString());
            assertThat(type == null || type.name() != null)
                    .as(header.toString())
                    .isTrue();
            Acceptance.prefersXml(header.toString());
        }
        assertThat(MediaType.parse(null)).isNull();
        assertThat(MediaType.parse("a/b;" + "x".repeat(5000))).isNull();
        assertThat(Acceptance.prefersXml(",\"".repeat(1000))).isFalse();
    }
}
