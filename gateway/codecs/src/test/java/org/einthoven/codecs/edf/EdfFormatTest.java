package org.einthoven.codecs.edf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Random;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.Demographics;
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

class EdfFormatTest {
    private static final DecodingOptions IN_VIENNA = DecodingOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Vienna"));

    @TempDir
    Path folder;

    @Test
    void readsTheEcgsOfAContinuousFile() throws Exception {
        EdfWriter edf = new EdfWriter("EDF+C", 0.5)
                .signal("ECG II", "uV", -1000, 1000, -2000, 2000, 2)
                .signal("EEG Fpz-Cz", "uV", -100, 100, -2048, 2047, 1)
                .signal("V1", "mV", -5, 5, -32768, 32767, 2)
                .annotations(20)
                .record(
                        "+0.25\u0014\u0014\u0000+0.3\u00150.5\u0014Noise\u0014Arm moved\u0014\u0000",
                        0,
                        2000,
                        7,
                        0,
                        32767)
                .record("+0.75\u0014\u0014\u0000", -2000, 1, 7, -32768, 1);

        EcgRecording ecg = decode(edf.bytes());

        assertThat(ecg.format()).isEqualTo("EDF");
        assertThat(ecg.samplingRateHz()).isEqualTo(4);
        assertThat(ecg.leads()).containsOnlyKeys(Lead.II, Lead.V1);
        assertThat(millivolts(ecg, Lead.II)).containsExactly(new double[] {0, 1, -1, 0.0005}, within(1e-12));
        double bit = 10 / 65535.0;
        assertThat(millivolts(ecg, Lead.V1)).containsExactly(new double[] {bit / 2, 5, -5, 1.5 * bit}, within(1e-12));
        assertThat(ecg.patient()).isEqualTo(new PatientRef("MCH-0234567", null));
        assertThat(ecg.demographics())
                .isEqualTo(new Demographics("Eva Muster", LocalDate.of(1951, 5, 2), Sex.FEMALE, null));
        assertThat(ecg.acquisition().time()).isEqualTo(Instant.parse("2002-03-02T21:23:24.250Z"));
        assertThat(ecg.acquisition().day()).isEqualTo(LocalDate.of(2002, 3, 2));
        assertThat(ecg.acquisition().model()).isEqualTo("Telemetry 03");
        assertThat(ecg.vendorAnnotations())
                .extracting(VendorAnnotation::meaning)
                .containsExactly("Noise", "Arm moved");
        assertThat(ecg.issues()).extracting(QualityIssue::text).containsExactly("Signal 2 is not an ECG by its label");
    }

    @Test
    void aGapHasNoSamples() throws Exception {
        EdfWriter edf = new EdfWriter("EDF+D", 1)
                .signal("ECG I", "mV", -1, 1, -100, 100, 2)
                .annotations(10)
                .record("+0\u0014\u0014\u0000", 1, 2)
                .record("+1\u0014\u0014\u0000", 3, 4)
                .record("+2.5\u0014\u0014\u0000", 5, 6)
                .record("+900\u0014\u0014\u0000", 7, 8);
        EcgRecording ecg = decode(edf.bytes());
        assertThat(millivolts(ecg, Lead.I))
                .containsExactly(new double[] {.01, .02, .03, .04, Double.NaN, .05, .06}, within(1e-12));
        assertThat(ecg.issues())
                .extracting(QualityIssue::text)
                .containsExactly("The part from second 900 was recorded at another time and is left out");
    }

    /** Plain EDF says nothing of whom it is in any order; dates and numbers of records may be left open. */
    @Test
    void readsPlainEdf() throws Exception {
        EdfWriter edf = new EdfWriter("", 1)
                .header(8, 80, "anything")
                .header(168, 8, "01.01.85")
                .header(236, 8, "-1")
                .signal("EKG", "\u00b5V", 1000, -1000, -100, 100, 2)
                .record(null, 1, 100);
        EcgRecording ecg = decode(edf.bytes());
        assertThat(millivolts(ecg, new Lead("EKG"))).containsExactly(new double[] {-.01, -1}, within(1e-12));
        assertThat(ecg.patient()).isNull();
        assertThat(ecg.demographics().name()).isEqualTo("anything");
        assertThat(ecg.acquisition().time()).isNull();
        assertThat(ecg.issues()).isEmpty();
    }

    /** The position in the header, what is written there, and the sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "236 | 9       | the EDF file holds 1 data records, and its header says 9",
                "236 | -2      | the EDF file holds 1 data records, and its header says -2",
                "236 | 9e9     | the EDF file holds 1 data records",
                "244 | 0       | the duration of a data record in the EDF header is not one of signals",
                "244 | 1e-9    | the duration of a data record in the EDF header is not one of signals",
                "244 | long    | the duration of a data record in the EDF header is not a number",
                "256 | EEG     | no signal of the EDF file is an ECG by its label and unit",
                "352 | mmHg    | no signal of the EDF file is an ECG by its label and unit",
                "360 | high    | the physical and digital range of signal 1 in the EDF header is not a number",
                "360 | 1       | physical or digital minimum and maximum of an ECG signal in the EDF header are the same",
                "376 | 100     | physical or digital minimum and maximum of an ECG signal in the EDF header are the same",
                "376 | 200     | physical or digital minimum and maximum of an ECG signal in the EDF header are the same",
                "472 | 16777216 | the EDF file holds 0 data records, and its header says 1",
                "472 | 0       | the number of samples of signal 1 in the EDF header is not one",
                "472 | 99999999 | the number of samples of signal 1 in the EDF header is not one",
            })
    void eachFaultHasItsSentence(int at, String text, String sentence) throws Exception {
        byte[] file = new EdfWriter("EDF+C", 1)
                .signal("ECG I", "mV", -1, 1, -100, 100, 2)
                .record(null, 1, 2)
                .bytes();
        byte[] field = text.strip().getBytes(StandardCharsets.US_ASCII);
        java.util.Arrays.fill(file, at, at + 8, (byte) ' ');
        System.arraycopy(field, 0, file, at, field.length);

        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("Muster");
    }

    @Test
    void aGapMustSayWhereItIs() {
        byte[] file = new EdfWriter("EDF+D", 1)
                .signal("ECG I", "mV", -1, 1, -100, 100, 2)
                .annotations(10)
                .record("+0\u0014\u0014\u0000", 1, 2)
                .record("", 3, 4)
                .bytes();
        assertThatThrownBy(() -> decode(file))
                .hasMessage("data record 2 of the EDF+D file does not say when it begins");
    }

    @Test
    void theHashFollowsSamplesAndPatient() throws Exception {
        EdfWriter edf = new EdfWriter("EDF+C", 1)
                .signal("ECG I", "mV", -1, 1, -100, 100, 2)
                .record(null, 1, 2);
        String hash = decode(edf.bytes()).source().contentHash();
        byte[] longer = java.util.Arrays.copyOf(edf.bytes(), edf.bytes().length + 3);
        assertThat(decode(longer).source().contentHash()).isEqualTo(hash);
        byte[] another = edf.bytes();
        another[8]++;
        assertThat(decode(another).source().contentHash()).isNotEqualTo(hash);
    }

    /** Whatever is damaged, the file is read or refused with a sentence. */
    @Test
    void damagedFilesAreReadOrRefused() throws Exception {
        long seed = Long.getLong("einthoven.fuzz.seed", 20261128L);
        System.out.println("einthoven.fuzz.seed=" + seed);
        Random random = new Random(seed);
        byte[] good = new EdfWriter("EDF+D", 1)
                .signal("ECG I", "mV", -1, 1, -100, 100, 2)
                .annotations(10)
                .record("+0\u0014\u0014\u0000", 1, 2)
                .record("+1.5\u0014\u0014\u0000", 3, 4)
                .bytes();
        int read = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bad =
                    random.nextInt(8) == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int n = random.nextInt(4); n >= 0 && bad.length > 8; n--) {
                int at = 8 + random.nextInt(bad.length - 8);
                bad[at] = (byte) (random.nextBoolean() ? '0' + random.nextInt(10) : random.nextInt(256));
            }
            try {
                decode(bad);
                read++;
            } catch (EcgDecodingException e) {
                assertThat(e.getMessage())
                        .isNotBlank()
                        .doesNotContain("Muster", "\n")
                        .hasSizeLessThan(400);
            }
        }
        assertThat(read).isPositive();
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }

    private EcgRecording decode(byte[] file) throws Exception {
        return EcgDecoder.standard().decode(Files.write(folder.resolve("ecg"), file), IN_VIENNA);
    }
}
