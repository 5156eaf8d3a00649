package org.einthoven.codecs.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WfdbFormatTest {
    @TempDir
    Path folder;

    @Test
    void readsTheChallengesMatlabFile() throws Exception {
        Path header = write("A1.hea", """
                A1 2 500 3 05-Feb-2020 11:39:16
                A1.mat 16+24 1000/mV 16 0 1 6 0 I
                A1.mat 16+24 1000(10)/uV 16 0 2 -6 0 V1
                #Age: 55
                #Sex: Female
                #Dx: 426783006, 59118001
                #Rx: Unknown
                """);
        matlab("A1.mat", 2, 1, -1, 2, -2, 3, -3);

        EcgRecording ecg = EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT);

        assertThat(ecg.format()).isEqualTo("WFDB");
        assertThat(ecg.source().identifier()).isEqualTo("A1");
        assertThat(ecg.samplingRateHz()).isEqualTo(500);
        assertThat(millivolts(ecg, Lead.I)).containsExactly(new double[] {0.001, 0.002, 0.003}, within(1e-12));
        assertThat(millivolts(ecg, Lead.V1)).containsExactly(new double[] {-11e-6, -12e-6, -13e-6}, within(1e-15));
        assertThat(ecg.demographics().ageYears()).isEqualTo(55);
        assertThat(ecg.demographics().sex()).isEqualTo(Sex.FEMALE);
        assertThat(WfdbFormat.diagnoses(ecg)).containsExactly("426783006", "59118001");
        assertThat(ecg.acquisition().time()).isNull();
        assertThat(ecg.acquisition().originalTime()).isEqualTo("05-Feb-2020 11:39:16");
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("acquisition-time-unread");
    }

    @Test
    void aSignalFileFindsItsHeader() throws Exception {
        write("A1.hea", "A1 1 500 2\nA1.mat 16+24 1000/mV 16 0 1 3 0 II\n");
        Path matlab = matlab("A1.mat", 1, 1, 2);

        assertThat(millivolts(EcgDecoder.standard().decode(matlab, DecodingOptions.DEFAULT), Lead.II))
                .containsExactly(0.001, 0.002);
    }

    @Test
    void readsFormat212WithMissingSamplesSkewAndAnOddCount() throws Exception {
        Path header = write("r.hea", "r 1 360/360(0) 3 10:15:00.5 3/4/1999\nr.dat 212:1 200(1000)/mV 12\n");
        // Four samples are skewed by one, of which the header counts three: 1200, -2048 (missing), -3.
        Files.write(folder.resolve("r.dat"), new byte[] {(byte) 0xb0, (byte) 0x84, 0x00, (byte) 0xfd, 0x0f});

        EcgRecording ecg = EcgDecoder.standard()
                .decode(header, DecodingOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Amsterdam")));

        assertThat(ecg.leads()).containsOnlyKeys(new Lead("signal 1"));
        assertThat(millivolts(ecg, new Lead("signal 1")))
                .containsExactly(new double[] {Double.NaN, -1003 / 200.0, Double.NaN}, within(1e-12));
        assertThat(ecg.acquisition().time()).isEqualTo(Instant.parse("1999-04-03T08:15:00.500Z"));
        assertThat(ecg.acquisition().zoneAssumed()).isTrue();
    }

    @Test
    void readsEverySupportedFormat() throws Exception {
        byte[] one = {0x05, (byte) 0xff};
        assertThat(single("16", one)).isEqualTo((short) 0xff05);
        assertThat(single("61", one)).isEqualTo(0x05ff);
        assertThat(single("160", one)).isEqualTo(0xff05 - 32768);
        assertThat(single("80", new byte[] {(byte) 0x81})).isEqualTo(1);
        assertThat(single("212", new byte[] {(byte) 0xff, 0x07})).isEqualTo(2047);
        assertThat(single("24", new byte[] {1, 0, (byte) 0x80})).isEqualTo(-8_388_607);
        assertThat(single("32", new byte[] {2, 0, 0, (byte) 0x80})).isEqualTo(Integer.MIN_VALUE + 2.0);
    }

    /** Three samples of ten bits share four bytes; a group left half has only the bytes that it needs. */
    @Test
    void readsPackedTenBitSamples() throws Exception {
        int[] samples = {511, -511, -1, 1, -256, 170, -342, 300};
        for (int count = 1; count <= samples.length; count++) {
            for (String format : new String[] {"310", "311"}) {
                Path header = write("p.hea", "p 1 100 " + count + "\np.dat " + format + " 1/mV 10 0 0 0 0 I\n");
                byte[] packed = packed(format.equals("310"), java.util.Arrays.copyOf(samples, count));
                Files.write(folder.resolve("p.dat"), packed);
                assertThat(millivolts(EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT), Lead.I))
                        .as("format %s, %d samples", format, count)
                        .containsExactly(java.util.Arrays.stream(samples)
                                .limit(count)
                                .asDoubleStream()
                                .toArray());

                Files.write(folder.resolve("p.dat"), java.util.Arrays.copyOf(packed, packed.length - 1));
                assertThatThrownBy(() -> EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT))
                        .hasMessageStartingWith("the signal file p.dat ");
            }
        }
    }

    @Test
    void addsUpDifferencesOfEachSignal() throws Exception {
        Path header = write("d.hea", "d 2 100 3\nd.dat 8 1/mV 16 0 100 0 0 I\nd.dat 8x2 1/mV 16 -7 0 0 0 II\n");
        Files.write(folder.resolve("d.dat"), new byte[] {0, 5, 6, -128, 1, 1, 127, 0, -1});
        Path one = write("e.hea", "e 1 100 3\ne.dat 8 1/mV 16 0 100 271 0 I\n");
        Files.write(folder.resolve("e.dat"), new byte[] {0, -128, 127});

        EcgRecording ecg = EcgDecoder.standard().decode(one, DecodingOptions.DEFAULT);
        assertThat(millivolts(ecg, Lead.I)).containsExactly(100, -28, 99);
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("checksum-mismatch");
        EcgRecording two = EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT);
        assertThat(millivolts(two, Lead.II)).containsExactly(12, 18, 19, 20, 20, 19);
    }

    private static byte[] packed(boolean format310, int... samples) {
        ByteBuffer words = ByteBuffer.allocate(4 * ((samples.length + 2) / 3)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.length; i += 3) {
            int[] ten = new int[3];
            for (int k = 0; k < 3 && i + k < samples.length; k++) {
                ten[k] = samples[i + k] & 0x3ff;
            }
            if (format310) {
                words.putShort((short) (ten[0] << 1 | (ten[2] & 0x1f) << 11));
                words.putShort((short) (ten[1] << 1 | ten[2] >> 5 << 11));
            } else {
                words.putInt(ten[0] | ten[1] << 10 | ten[2] << 20);
            }
        }
        int rest = samples.length % 3;
        int unused = rest == 0 ? 0 : rest == 1 ? 2 : format310 ? 0 : 1;
        return java.util.Arrays.copyOf(words.array(), words.capacity() - unused);
    }

    @Test
    void flagsWhatIsOdd() throws Exception {
        Path header = write("r.hea", """
                r 5 100 2
                r.dat 16 0 16 0 0 7 0 I
                r.dat 16 100/mV 16 0 0 0 0 I
                r.dat 16 100/mmHg 16 0 0 2 0 ABP
                r.dat 16x2 100/mV 16 0 0 4 0 V9
                r.dat 16 100/mV 16 0 0 2 0 II
                """);
        Files.write(folder.resolve("r.dat"), shorts(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));

        EcgRecording ecg = EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT);

        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.II);
        assertThat(millivolts(ecg, Lead.I)).containsExactly(1 / 200.0, 1 / 200.0);
        assertThat(ecg.issues())
                .extracting(QualityIssue::code)
                .containsExactlyInAnyOrder(
                        "gain-assumed", "duplicate-lead", "signal-left-out", "signal-left-out", "checksum-mismatch");
        assertThat(ecg.issues()).extracting(QualityIssue::text).anyMatch(t -> t.endsWith("the samples of signal 1, 2"));
    }

    @Test
    void theHashFollowsTheSamplesAndTheGainButNotTheComments() throws Exception {
        matlab("A1.mat", 1, 1, 2);
        String lines = "A1 1 500 2\nA1.mat 16+24 1000/mV 16 0 1 3 0 II\n";
        String hash = hash(lines);
        assertThat(hash(lines + "#Dx: 1\n")).isEqualTo(hash);
        assertThat(hash(lines.replace("1000/mV", "1001/mV"))).isNotEqualTo(hash);
        matlab("A1.mat", 1, 1, 4);
        assertThat(hash(lines)).isNotEqualTo(hash);
    }

    private String hash(String header) throws Exception {
        return EcgDecoder.standard()
                .decode(write("A1.hea", header), DecodingOptions.DEFAULT)
                .source()
                .contentHash();
    }

    private double single(String format, byte[] data) throws Exception {
        Path header = write("s.hea", "s 1 100 1\ns.dat " + format + " 1/mV 16 0 0 0 0 I\n");
        Files.write(folder.resolve("s.dat"), data);
        return millivolts(EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT), Lead.I)[0];
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    /** A MATLAB 4 matrix "val" of 16-bit numbers, a column a sample. */
    private Path matlab(String name, int leads, int... samples) throws Exception {
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(30).putInt(leads).putInt(samples.length / leads).putInt(0).putInt(4);
        head.put("val\0".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(head.array());
        file.write(shorts(samples));
        return Files.write(folder.resolve(name), file.toByteArray());
    }

    private static byte[] shorts(int... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample : samples) {
            bytes.putShort((short) sample);
        }
        return bytes.array();
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }
}
