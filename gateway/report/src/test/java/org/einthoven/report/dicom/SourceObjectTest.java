package org.einthoven.report.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;
import org.einthoven.ecg.EcgReport;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in real headers, and what results make of it. */
class SourceObjectTest {
    private static final EcgReport REPORT = TestEcgs.analysed();
    private static final int[] TAKEN_OVER = {
        Tag.SOPClassUID,
        Tag.SOPInstanceUID,
        Tag.StudyInstanceUID,
        Tag.SeriesInstanceUID,
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.StudyID,
        Tag.StudyDescription,
        Tag.AccessionNumber,
        Tag.ReferringPhysicianName,
        Tag.PatientName,
        Tag.IssuerOfPatientID,
        Tag.PatientBirthDate,
        Tag.PatientSex,
        Tag.TimezoneOffsetFromUTC
    };

    private static DicomDataset result(DicomDataset header) {
        DicomDataset result = TestSources.REPORTS
                .structuredReport(REPORT, SourceObject.of(header), null)
                .dataset();
        ValidValues.assertAllValid(result);
        return result;
    }

    private static int tag(String keyword) {
        return Objects.requireNonNull(DicomDictionary.tagOf(keyword), keyword);
    }

    private static DicomDataset with(int tag, VR vr, byte[] value) {
        return TestSources.header().setBytes(tag, vr, value);
    }

    @ParameterizedTest(name = "{0} <{1}> becomes <{2}>")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            nullValues = "-",
            value = {
                "StudyDate        | 20110431                | -",
                "StudyDate        | 2011.04.27              | 20110427",
                "StudyDate        | 27.04.2011              | -",
                "StudyDate        | 2011                    | -",
                "StudyDate        | 00000000                | -",
                "StudyTime        | 14:29:01                | 142901",
                "StudyTime        | 142901.1234567          | -",
                "StudyTime        | 250000                  | -",
                "StudyTime        | 1429                    | 1429",
                "StudyTime        | midday                  | -",
                "PatientBirthDate | 19500230                | -",
                "PatientBirthDate | unknown                 | -",
                "PatientSex       | W                       | -",
                "PatientSex       | f                       | -",
                "PatientSex       | O                       | O",
                "AccessionNumber  | 12345678901234567       | -",
                "AccessionNumber  | 1234567890123456        | 1234567890123456",
                "AccessionNumber  | A\\B                    | A",
                "StudyID          | very long study identifier | -",
                "PatientName      | Doe^Jane^^^Dr^MD^PhD    | Doe^Jane^^^Dr MD PhD",
                "PatientName      | Doe^Jane=A=B=C          | Doe^Jane=A=B",
                "PatientName      | ^^^^                    | -",
                "PatientName      | Anonymous               | Anonymous",
                "ReferringPhysicianName | 2721              | 2721",
                "TimezoneOffsetFromUTC  | UTC+1             | -",
                "TimezoneOffsetFromUTC  | -0000             | -",
                "TimezoneOffsetFromUTC  | +1500             | -",
                "TimezoneOffsetFromUTC  | +0530             | +0530",
            })
    void areCorrectedOrLeftOut(String keyword, String stated, String expected) {
        DicomDataset header =
                with(tag(keyword), DicomDictionary.vrOf(tag(keyword)), stated.getBytes(StandardCharsets.US_ASCII));

        assertThat(result(header).getString(tag(keyword))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "王^小東, GB18030, GB18030",
        "王^小东, GBK, GBK",
        "Müller^Jörg, ISO_IR 100, ISO-8859-1",
        "Łoś^Żaneta, ISO_IR 101, ISO-8859-2",
        "Петров^Иван, ISO_IR 144, ISO-8859-5",
        "Wang^XiaoDong=王^小東, ISO_IR 192, UTF-8",
        "Yamada^Tarou=山田^太郎, '\\ISO 2022 IR 87', ISO-2022-JP",
        "Hong^Gildong=홍^길동, '\\ISO 2022 IR 149', ISO-2022-KR",
    })
    void namesOfAnyCharacterSetBecomeUtf8(String name, String terms, String charset) {
        byte[] encoded = charset.equals("ISO-2022-KR") ? korean(name) : name.getBytes(Charset.forName(charset));
        DicomDataset header =
                with(Tag.PatientName, VR.PN, encoded).setString(Tag.SpecificCharacterSet, terms.split("\\\\", -1));

        DicomDataset result = result(header);

        assertThat(result.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(result.getString(Tag.PatientName)).isEqualTo(name);
        assertThat(result.getBytes(Tag.PatientName)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
    }

    /** ISO 2022 IR 149 as PS3.5 annex I.2 has it: the escape in each component, Hangul as EUC-KR in G1. */
    private static byte[] korean(String name) {
        byte[] euc = name.getBytes(Charset.forName("EUC-KR"));
        String latin = new String(euc, StandardCharsets.ISO_8859_1);
        int group = latin.indexOf('=') + 1;
        String escaped = latin.substring(0, group) + latin.substring(group).replaceAll("(^|\\^)", "$1\u001B\\$)C");
        return escaped.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Big5 has no defined term: the bytes come through as another repertoire's, but whole, and nothing else breaks. */
    @Test
    void aNameInBig5WithoutATermHarmsNothing() {
        DicomDataset header = with(Tag.PatientName, VR.PN, "王小東".getBytes(Charset.forName("Big5")));
        header.remove(Tag.SpecificCharacterSet);

        assertThat(result(header).getString(Tag.PatientID)).isEqualTo("MRN-4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2..3", "1.2.826.0.1.34471.2.44.6.20021122091000.", "1.02.3", "abc", "1"})
    void aWrongStudyUidHasASubstituteThatAllEcgsOfThatStudyShare(String stated) {
        DicomDataset header = with(Tag.StudyInstanceUID, VR.UI, stated.getBytes(StandardCharsets.US_ASCII));
        DicomDataset other = header.copy()
                .setString(Tag.SOPInstanceUID, "1.2.840.113619.2.1.412")
                .setString(Tag.PatientName, "Doe^J");

        DicomDataset result = result(header);

        assertThat(result.getString(Tag.StudyInstanceUID))
                .startsWith("2.25.")
                .isEqualTo(result(other).getString(Tag.StudyInstanceUID));
        assertThat(result.contains(Tag.CurrentRequestedProcedureEvidenceSequence))
                .as("nothing can be referred to by such a UID")
                .isFalse();
        assertThat(ContentTree.of(result)).doesNotContain("WAVEFORM").contains("Identifier of the source ECG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOPInstanceUID", "SOPClassUID", "SeriesInstanceUID"})
    void aWrongUidElsewhereLeavesTheStudyButNoReference(String keyword) {
        DicomDataset header = with(tag(keyword), VR.UI, "1.2..3".getBytes(StandardCharsets.US_ASCII));

        DicomDataset result = result(header);

        assertThat(result.getString(Tag.StudyInstanceUID)).isEqualTo("1.2.840.113619.2.1.1");
        assertThat(ContentTree.of(result)).doesNotContain("WAVEFORM");
    }

    @Test
    void anEmptyHeaderHasAllThatMustBeThere() {
        DicomDataset result = result(new DicomDataset());

        assertThat(result.getString(Tag.StudyInstanceUID)).startsWith("2.25.");
        for (int tag : new int[] {
            Tag.PatientName,
            Tag.PatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.StudyID,
            Tag.AccessionNumber,
            Tag.ReferringPhysicianName
        }) {
            assertThat(result.contains(tag)).as(Tag.describe(tag)).isTrue();
        }
    }

    @Test
    void valuesOfUnknownRepresentationAreReadAsText() {
        DicomDataset header = with(Tag.StudyInstanceUID, VR.UN, "1.2.3.4\0".getBytes(StandardCharsets.US_ASCII));
        header.setBytes(Tag.PatientID, VR.UN, "MRN-4711".getBytes(StandardCharsets.US_ASCII));

        DicomDataset result = result(header);

        assertThat(result.getString(Tag.StudyInstanceUID)).isEqualTo("1.2.3.4");
        assertThat(result.getString(Tag.PatientID)).isEqualTo("MRN-4711");
    }

    @Test
    void aUniversalIssuerIsTakenOver() {
        DicomDataset header = TestSources.header()
                .setItems(
                        Tag.IssuerOfPatientIDQualifiersSequence,
                        new DicomDataset()
                                .setString(Tag.UniversalEntityID, "1.2.3.4")
                                .setString(Tag.UniversalEntityIDType, "ISO"));

        DicomDataset issuer = Objects.requireNonNull(result(header).getItem(Tag.IssuerOfPatientIDQualifiersSequence));

        assertThat(issuer.getString(Tag.UniversalEntityID)).isEqualTo("1.2.3.4");
        assertThat(issuer.getString(Tag.UniversalEntityIDType)).isEqualTo("ISO");
    }

    /** Whatever bytes under whatever representation: no exception, and nothing invalid in the result. */
    @Test
    void anyBytesAtAllDoNoHarm() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        VR[] representations = {
            VR.PN, VR.LO, VR.SH, VR.UI, VR.DA, VR.TM, VR.CS, VR.UN, VR.US, VR.FD, VR.OB, VR.ST, VR.UT
        };
        String[] sets = {"", "ISO_IR 100", "ISO_IR 192", "GB18030", "ISO 2022 IR 87", "ISO_IR 13", "nonsense"};
        for (int i = 0; i < 500; i++) {
            DicomDataset header = TestSources.header();
            header.setString(Tag.SpecificCharacterSet, sets[random.nextInt(sets.length)]);
            for (int change = 0; change < 4; change++) {
                byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 300 : 20)];
                random.nextBytes(bytes);
                VR vr = representations[random.nextInt(representations.length)];
                header.setBytes(TAKEN_OVER[random.nextInt(TAKEN_OVER.length)], vr, bytes);
            }
            try {
                result(header);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }
}
