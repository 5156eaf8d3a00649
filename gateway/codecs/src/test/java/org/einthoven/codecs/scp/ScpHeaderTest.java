package org.einthoven.codecs.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.einthoven.codecs.scp.ScpWriter.join;
import static org.einthoven.codecs.scp.ScpWriter.numbers;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.VendorAnnotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patient, time, recorder, measurements and statements. */
class ScpHeaderTest {
    private static final int PLAIN = 0;

    @TempDir
    Path folder;

    @Test
    void readsPatientRecorderAndFilters() throws Exception {
        EcgRecording ecg = read(ecg(PLAIN)
                .tag(0, "Doe")
                .tag(1, "Jane")
                .tag(2, " 4711 ")
                .tag(3, "Smith")
                .tag(4, join(numbers(2, 30), new byte[] {2}))
                .tag(5, join(numbers(2, 1950), new byte[] {2, 3}))
                .tag(8, (byte) 2)
                .tag(16, "General Hospital")
                .tag(27, numbers(2, 5))
                .tag(28, numbers(2, 150))
                .tag(29, (byte) 2)
                .tag(33, (byte) 2, (byte) 0));

        assertThat(ecg.patient()).isEqualTo(new PatientRef("4711", null));
        assertThat(ecg.demographics().name()).isEqualTo("Doe Smith^Jane");
        assertThat(ecg.demographics().sex()).isEqualTo(Sex.FEMALE);
        assertThat(ecg.demographics().birthDate()).isEqualTo(LocalDate.of(1950, 2, 3));
        assertThat(ecg.demographics().ageYears()).isEqualTo(2);
        assertThat(ecg.acquisition().manufacturer()).isEqualTo("Maker");
        assertThat(ecg.acquisition().model()).isEqualTo("ABC123");
        assertThat(ecg.acquisition().institution()).isEqualTo("General Hospital");
        assertThat(ecg.vendorAnnotations())
                .containsExactly(
                        new VendorAnnotation(null, "High-pass filter", 0.05, "Hz"),
                        new VendorAnnotation(null, "Low-pass filter", 150.0, "Hz"),
                        new VendorAnnotation(null, "Notch filter", 50.0, "Hz"));
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("electrode-placement");
    }

    @Test
    void whatIsUnspecifiedIsNotInvented() throws Exception {
        EcgRecording ecg = read(new ScpWriter()
                .lead(1, 0, 1, 2)
                .tag(2, " ")
                .tag(4, (byte) 0, (byte) 0, (byte) 0)
                .tag(5, (byte) 0, (byte) 0, (byte) 0, (byte) 0)
                .tag(8, (byte) 9)
                .tag(14, join(new byte[7], new byte[] {12}, new byte[28]))
                .tag(25, (byte) 0, (byte) 0, (byte) 0, (byte) 0));

        assertThat(ecg.patient()).isNull();
        assertThat(ecg.demographics()).isEqualTo(org.einthoven.ecg.Demographics.UNKNOWN);
        assertThat(ecg.acquisition()).isEqualTo(new Acquisition(null, null, false, "Siemens", null, null, null));
        assertThat(ecg.vendorAnnotations()).isEmpty();
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void theTimeIsThatOfItsOwnOffsetElseOfTheSourcesZone() throws Exception {
        ScpWriter local =
                ecg(PLAIN).tag(25, join(numbers(2, 2011), new byte[] {4, 27})).tag(26, (byte) 14, (byte) 30, (byte) 12);
        EcgRecording open = read(local);
        assertThat(open.acquisition().time()).isNull();
        assertThat(open.acquisition().originalTime()).isEqualTo("2011-04-27T14:30:12");
        assertThat(open.acquisition().day()).isEqualTo(LocalDate.of(2011, 4, 27));
        assertThat(open.issues()).extracting(QualityIssue::code).containsExactly("time-zone-unknown");

        EcgRecording zoned = decode(local, DecodingOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Amsterdam")));
        assertThat(zoned.acquisition().time()).isEqualTo(Instant.parse("2011-04-27T12:30:12Z"));
        assertThat(zoned.acquisition().zoneAssumed()).isTrue();

        // Minutes east of Greenwich; 0x7fff says that the zone is not known.
        assertThat(read(local.tag(34, join(numbers(2, -300), numbers(2, 0)))).acquisition())
                .isEqualTo(new Acquisition(
                        Instant.parse("2011-04-27T19:30:12Z"),
                        "2011-04-27T14:30:12-05:00",
                        false,
                        "Maker",
                        "ABC123",
                        null,
                        null));
        ScpWriter unknown = ecg(PLAIN)
                .tag(25, join(numbers(2, 2011), new byte[] {4, 27}))
                .tag(26, (byte) 14, (byte) 30, (byte) 12)
                .tag(34, join(numbers(2, 0x7fff), numbers(2, 0)));
        assertThat(read(unknown).acquisition().time()).isNull();
    }

    @Test
    void aDateWithoutATimeIsNoInstant() throws Exception {
        EcgRecording ecg = read(ecg(PLAIN).tag(25, join(numbers(2, 2011), new byte[] {4, 27})));

        assertThat(ecg.acquisition().time()).isNull();
        assertThat(ecg.acquisition().day()).isEqualTo(LocalDate.of(2011, 4, 27));
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("acquisition-time-unread");
    }

    @ParameterizedTest
    @CsvSource({
        "0x01, ISO-8859-1, M\u00fcller",
        "0x03, ISO-8859-2, \u0141ukasz",
        "0x13, ISO-8859-5, \u0418\u0432\u0430\u043d\u043e\u0432",
        "0x23, ISO-8859-7, \u03a0\u03b1\u03c0\u03ac\u03c2",
        "0x3b, ISO-8859-15, \u0152uvrard",
        "0x07, UTF-16LE, \u5c71\u7530",
        "0x0f, Shift_JIS, \uff94\uff8f\uff80\uff9e",
        "0x17, EUC-JP, \u5c71\u7530",
        "0x27, GB2312, \u5f20\u4f1f",
        "0x2f, EUC-KR, \uae40",
        "0x37, UTF-8, \u5c71\u7530"
    })
    void readsTextInTheCharacterSetOfTheRecorder(String code, String charset, String name) throws Exception {
        EcgRecording ecg = read(ecg(Integer.decode(code)).tag(0, name, Charset.forName(charset)));

        assertThat(ecg.demographics().name()).isEqualTo(name);
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void textBeyondAsciiThatIsDeclaredAsciiIsReadAndTold() throws Exception {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1}) {
            EcgRecording ecg = read(ecg(PLAIN).tag(0, "M\u00fcller", charset));

            assertThat(ecg.demographics().name()).isEqualTo("M\u00fcller");
            assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("character-set-assumed");
        }
    }

    @Test
    void keepsGlobalMeasurements() throws Exception {
        byte[] section = join(
                new byte[] {2, 1},
                numbers(2, 800, 29_999),
                numbers(2, 100, 210, 260, 350, 640, 45, -30, 60),
                numbers(2, 29_999, 29_999, 260, 360, 29_999, 999, -31, 29_999),
                numbers(2, 1234, -500),
                new byte[] {2, 1},
                numbers(2, 3, 400),
                numbers(2, 2),
                new byte[] {0, 1},
                numbers(2, 75, 0, 420),
                new byte[] {1},
                numbers(2, 0));

        assertThat(read(ecg(PLAIN).section(7, section)).vendorAnnotations())
                .extracting(a -> a.meaning() + " = " + a.value() + " " + a.unit())
                .containsExactly(
                        "RR Interval = 800.0 ms",
                        "P Onset = 100.0 ms",
                        "P Offset = 210.0 ms",
                        "QRS Onset = 260.0 ms",
                        "QRS Offset = 350.0 ms",
                        "T Offset = 640.0 ms",
                        "P Duration = 110.0 ms",
                        "PR Interval = 160.0 ms",
                        "QRS Duration = 90.0 ms",
                        "QT Interval = 380.0 ms",
                        "P Axis = 45.0 deg",
                        "QRS Axis = -30.0 deg",
                        "T Axis = 60.0 deg",
                        "QRS Onset (beat 1) = 260.0 ms",
                        "QRS Offset (beat 1) = 360.0 ms",
                        "QRS Duration (beat 1) = 100.0 ms",
                        "QRS Axis (beat 1) = -31.0 deg",
                        "Pacemaker Spike 1 = 1234.0 ms",
                        "Pacemaker Spike 1 Amplitude = -500.0 uV",
                        "Pacemaker Spike 1 Pulse Width = 400.0 us",
                        "Ventricular Rate = 75.0 /min",
                        "QTc (Bazett) = 420.0 ms");
    }

    @Test
    void keepsMeasurementsOfLeads() throws Exception {
        byte[] section = join(
                numbers(2, 2, 0),
                numbers(2, 1, 10, 110, 160, 90, 380, 29_999),
                numbers(2, 64, 24, 29_999, 29_999, 88, 29_999, 29_999, 40, 29_999, 0, 0, -120, 900, 29_998));

        assertThat(read(ecg(PLAIN).section(10, section)).vendorAnnotations())
                .extracting(a -> a.meaning() + " = " + a.value() + " " + a.unit())
                .containsExactly(
                        "P Duration (lead I) = 110.0 ms",
                        "PR Interval (lead I) = 160.0 ms",
                        "QRS Duration (lead I) = 90.0 ms",
                        "QT Interval (lead I) = 380.0 ms",
                        "QRS Duration (lead aVF) = 88.0 ms",
                        "R Duration (lead aVF) = 40.0 ms",
                        "R' Duration (lead aVF) = 0.0 ms",
                        "S' Duration (lead aVF) = 0.0 ms",
                        "Q Amplitude (lead aVF) = -120.0 uV",
                        "R Amplitude (lead aVF) = 900.0 uV");
    }

    @Test
    void keepsStatements() throws Exception {
        byte[] words = join(
                new byte[] {1},
                numbers(2, 2011),
                new byte[] {4, 27, 15, 0, 0, 2},
                statement(1, "Sinus rhythm\0".getBytes(StandardCharsets.US_ASCII)),
                statement(2, "Verl\u00e4ngerte QT-Zeit\0".getBytes(StandardCharsets.ISO_8859_1)));
        byte[] codes = join(
                new byte[] {0},
                numbers(2, 2011),
                new byte[] {4, 27, 15, 0, 0, 3},
                statement(1, "\1SR\0\0".getBytes(StandardCharsets.US_ASCII)),
                statement(2, "\2Sinus rhythm\0".getBytes(StandardCharsets.US_ASCII)),
                statement(3, "\0031AND2\0".getBytes(StandardCharsets.US_ASCII)));

        EcgRecording ecg = read(ecg(1).section(8, words).section(11, codes));

        assertThat(ecg.vendorAnnotations())
                .containsExactly(
                        new VendorAnnotation(null, "Confirmed report", null, null),
                        new VendorAnnotation(null, "Sinus rhythm", null, null),
                        new VendorAnnotation(null, "Verl\u00e4ngerte QT-Zeit", null, null),
                        new VendorAnnotation("SCPECG SR", "SR", null, null),
                        new VendorAnnotation(null, "Sinus rhythm", null, null));
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void anEcgDoesNotDependOnWhatItsRecorderThoughtOfIt() throws Exception {
        for (int id : new int[] {7, 8, 10, 11}) {
            EcgRecording ecg = read(ecg(PLAIN).section(id, new byte[] {(byte) 255, 0, 1, 0}));

            assertThat(ecg.leads()).containsOnlyKeys(Lead.II);
            assertThat(ecg.issues()).singleElement().satisfies(issue -> {
                assertThat(issue.code()).isEqualTo("annotation-unread");
                assertThat(issue.text()).contains("section " + id + " of the SCP record is cut short");
            });
        }
    }

    @Test
    void tellsOfSectionsThatItDoesNotRead() throws Exception {
        EcgRecording ecg = read(ecg(PLAIN).protocol(30).section(9, new byte[20]).section(13, new byte[20]));

        assertThat(ecg.issues())
                .extracting(QualityIssue::text)
                .containsExactly("Sections of the SCP record are not read: 13");
    }

    private static byte[] statement(int number, byte[] text) {
        return join(new byte[] {(byte) number}, numbers(2, text.length), text);
    }

    private static ScpWriter ecg(int languageSupportCode) {
        byte[] recorder = join(
                numbers(2, 1, 2, 3),
                new byte[] {0, (byte) 255},
                "ABC123".getBytes(StandardCharsets.US_ASCII),
                new byte[] {20, (byte) 0xa0, (byte) languageSupportCode, 0, 1},
                new byte[16],
                new byte[] {2},
                "1\0SN1\0SW\0SCP\0Maker\0".getBytes(StandardCharsets.US_ASCII));
        return new ScpWriter().lead(2, 1, 2, 3).tag(14, recorder);
    }

    private EcgRecording read(ScpWriter writer) throws Exception {
        return decode(writer, DecodingOptions.DEFAULT);
    }

    private EcgRecording decode(ScpWriter writer, DecodingOptions options) throws Exception {
        return EcgDecoder.standard().decode(Files.write(folder.resolve("ecg"), writer.write()), options);
    }
}
