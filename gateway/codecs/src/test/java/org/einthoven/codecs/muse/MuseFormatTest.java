package org.einthoven.codecs.muse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32;
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

class MuseFormatTest {
    private static final Path SAMPLES = Path.of("../../../shared/samples/formats/muse");
    private static final DecodingOptions IN_VIENNA = DecodingOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Vienna"));

    @TempDir
    Path folder;

    @Test
    void readsLeadsPatientTimeDeviceAndWhatTheCartSays() throws Exception {
        EcgRecording ecg = decode(document(rhythm(lead("I", 0, 1, -2, 3) + lead("II", 0, 32767, -32768, 0))));

        assertThat(ecg.format()).isEqualTo("MUSE");
        assertThat(ecg.samplingRateHz()).isEqualTo(500);
        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.II);
        assertThat(millivolts(ecg, Lead.I)).containsExactly(new double[] {0.00488, -0.00976, 0.01464}, within(1e-12));
        assertThat(millivolts(ecg, Lead.II)).startsWith(new double[] {159.90296, -159.90784}, within(1e-9));
        assertThat(ecg.patient()).isEqualTo(new PatientRef("0001", null));
        assertThat(ecg.demographics())
                .isEqualTo(new Demographics("Muster^Eva", LocalDate.of(1953, 5, 8), Sex.FEMALE, 57));
        assertThat(ecg.acquisition().time()).isEqualTo(Instant.parse("2010-08-07T07:11:12Z"));
        assertThat(ecg.acquisition().originalTime()).isEqualTo("2010-08-07T09:11:12");
        assertThat(ecg.acquisition().day()).isEqualTo(LocalDate.of(2010, 8, 7));
        assertThat(ecg.acquisition().model()).isEqualTo("MAC55");
        assertThat(ecg.acquisition().institution()).isEqualTo("Clinic");
        assertThat(ecg.vendorAnnotations())
                .containsExactly(
                        new VendorAnnotation("PRInterval", "PR interval", 138.0, "ms"),
                        new VendorAnnotation("PRInterval", "PR interval (original)", 140.0, "ms"),
                        new VendorAnnotation("Diagnosis", "Sinus rhythm with sinus arrhythmia", null, null),
                        new VendorAnnotation("Diagnosis", "Normal ECG", null, null),
                        new VendorAnnotation("OriginalDiagnosis", "Sinus rhythm (original)", null, null));
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void leadsThatBeginLaterAreJoined() throws Exception {
        EcgRecording ecg = decode(document(rhythm(lead("I", 0, 1, 2) + lead("V1", 2, 3, 4))));

        assertThat(millivolts(ecg, Lead.I))
                .containsExactly(new double[] {0.00488, 0.00976, Double.NaN, Double.NaN}, within(1e-12));
        assertThat(millivolts(ecg, Lead.V1))
                .containsExactly(new double[] {Double.NaN, Double.NaN, 0.01464, 0.01952}, within(1e-12));
    }

    @Test
    void saysWhatIsOdd() throws Exception {
        String off =
                lead("V1", 0, 1, 2).replace("<LeadOff>FALSE", "<LeadOff>TRUE").replace("4.88", "4,88");
        EcgRecording ecg = decode(document(rhythm(lead("I", 0, 1, 2) + off + lead("I", 0, 7, 7))));
        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.V1);
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("lead-off", "duplicate-lead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<WaveformType>Rhythm | <WaveformType>Median | the RestingECG holds no rhythm waveform",
                "<SampleType>CONTINUOUS_SAMPLES | <SampleType>DISCRETE_SAMPLE | the SampleType of the rhythm waveform is not CONTINUOUS_SAMPLES",
                "<SampleBase>500</SampleBase> | | the rhythm waveform's SampleBase is not a number",
                "<SampleBase>500 | <SampleBase>0 | the rhythm waveform's SampleBase and SampleExponent are no sampling rate",
                "<SampleExponent>0 | <SampleExponent>99 | the rhythm waveform's SampleBase and SampleExponent are no sampling rate",
                "<LeadID>I</LeadID> | | a LeadData of the rhythm waveform has no LeadID",
                "<LeadAmplitudeUnitsPerBit>4.88 | <LeadAmplitudeUnitsPerBit>-10 | LeadAmplitudeUnitsPerBit of lead I is not a positive number",
                "<LeadAmplitudeUnitsPerBit>4.88 | <LeadAmplitudeUnitsPerBit>0 | LeadAmplitudeUnitsPerBit of lead I is not a positive number",
                "<LeadAmplitudeUnits>MICROVOLTS | <LeadAmplitudeUnits>MMHG | LeadAmplitudeUnits of lead I is not a voltage",
                "<LeadByteCountTotal>6 | <LeadByteCountTotal>9999999999 | LeadByteCountTotal of lead I is not the number of its bytes, 6",
                "<LeadSampleCountTotal>3 | <LeadSampleCountTotal>5000 | LeadSampleCountTotal of lead I is not the number of its samples, 3",
                "<LeadSampleCountTotal>3 | <LeadSampleCountTotal>all | LeadSampleCountTotal of lead I is not a whole number",
                "<LeadSampleSize>2 | <LeadSampleSize>3 | LeadSampleSize of lead I is neither 2 nor 4 bytes",
                "<FirstSampleBaseline>0 | <FirstSampleBaseline>7 | FirstSampleBaseline of lead I is not 0; what it would mean is not known",
                "<WaveFormData>A | <WaveFormData>B | the samples of lead I do not have the CRC-32 that stands beside them: they were changed or damaged",
                "<WaveFormData>A | <WaveFormData>!! | WaveFormData of lead I is not Base64",
                "WaveFormData | WaveForm | lead I has no WaveFormData",
                "LeadData> | Lead> | the rhythm waveform has no LeadData",
                "</RestingECG> | | the XML is not well-formed",
            })
    void eachFaultHasItsSentence(String good, String bad, String sentence) throws Exception {
        String document = document(rhythm(lead("I", 0, 1, -2, 3)));
        assertThat(document).contains(good);
        Path file = write(document.replace(good, bad == null ? "" : bad));

        assertThatThrownBy(() -> EcgDecoder.standard().decode(file, IN_VIENNA))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("Muster");
    }

    @Test
    void twoRhythmsAreRefused() throws Exception {
        String rhythm = rhythm(lead("I", 0, 1, -2, 3));
        assertThatThrownBy(() -> decode(document(rhythm + rhythm)))
                .hasMessage("the RestingECG holds 2 rhythm waveforms, not one");
    }

    /**
     * Sums of the stored integers as Python's base64 and struct give them, which check each lead's CRC-32 too; MUSE itself made the files.
     */
    @Test
    void realFilesHaveTheValuesOfAnIndependentDecoder() throws Exception {
        EcgRecording ecg = sample("braveheart_example1.xml");
        assertThat(ecg.length()).isEqualTo(5000);
        assertThat(ecg.leads().keySet())
                .containsExactly(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);
        long[] sums = {-12251, 1586, -9574, -14247, -1162, -3128, -9425, -7992};
        long[] squares = {6659889, 7413258, 4801682, 19804231, 8528112, 10775726, 9993915, 7388606};
        int i = 0;
        for (Lead lead : ecg.leads().keySet()) {
            double[] bits =
                    Arrays.stream(millivolts(ecg, lead)).map(v -> v / 0.00488).toArray();
            assertThat(Arrays.stream(bits).sum()).isCloseTo(sums[i], within(1e-5));
            assertThat(Arrays.stream(bits).map(v -> v * v).sum()).isCloseTo(squares[i], within(1e-2));
            i++;
        }
        assertThat(ecg.vendorAnnotations())
                .contains(new VendorAnnotation("VentricularRate", "Ventricular rate", 48.0, "/min"))
                .contains(new VendorAnnotation("QTcFrederica", "QTcF", 419.0, "ms"));
        assertThat(sample("braveheart_example2.xml").leads()).hasSize(8);
    }

    private static EcgRecording sample(String name) throws Exception {
        Path file = SAMPLES.resolve(name);
        assumeTrue(Files.exists(file), "../shared/samples is not here");
        return EcgDecoder.standard().decode(file, IN_VIENNA);
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }

    private EcgRecording decode(String document) throws Exception {
        return EcgDecoder.standard().decode(write(document), IN_VIENNA);
    }

    private Path write(String document) throws Exception {
        return Files.write(folder.resolve("ecg"), document.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String document(String waveforms) {
        return """
                <?xml version="1.0" encoding="ISO-8859-1"?>
                <!DOCTYPE RestingECG SYSTEM "restecg.dtd">
                <RestingECG><PatientDemographics><PatientID>0001</PatientID><PatientAge>57</PatientAge><AgeUnits>YEARS</AgeUnits>
                <DateofBirth>05-08-1953</DateofBirth><Gender>FEMALE</Gender><PatientLastName>Muster</PatientLastName>
                <PatientFirstName>Eva</PatientFirstName></PatientDemographics><TestDemographics><SiteName>Clinic</SiteName>
                <AcquisitionDevice>MAC55</AcquisitionDevice><AcquisitionTime>09:11:12</AcquisitionTime>
                <AcquisitionDate>08-07-2010</AcquisitionDate></TestDemographics>
                <RestingECGMeasurements><PRInterval>138</PRInterval><QOnset>216</QOnset></RestingECGMeasurements>
                <OriginalRestingECGMeasurements><PRInterval>140</PRInterval></OriginalRestingECGMeasurements>
                <Diagnosis><Modality>RESTING</Modality>
                <DiagnosisStatement><StmtText>Sinus rhythm</StmtText></DiagnosisStatement>
                <DiagnosisStatement><StmtFlag>ENDSLINE</StmtFlag><StmtText>with sinus arrhythmia</StmtText></DiagnosisStatement>
                <DiagnosisStatement><StmtFlag>DELETED</StmtFlag><StmtFlag>ENDSLINE</StmtFlag><StmtText>Old infarct</StmtText></DiagnosisStatement>
                <DiagnosisStatement><StmtFlag>ENDSLINE</StmtFlag><StmtText>Normal ECG</StmtText></DiagnosisStatement></Diagnosis>
                <OriginalDiagnosis><DiagnosisStatement><StmtText>Sinus rhythm</StmtText></DiagnosisStatement></OriginalDiagnosis>
                """ + waveforms + "</RestingECG>";
    }

    private static String rhythm(String leads) {
        return "<Waveform><WaveformType>Rhythm</WaveformType><SampleType>CONTINUOUS_SAMPLES</SampleType><SampleBase>500</SampleBase>"
                + "<SampleExponent>0</SampleExponent>" + leads + "</Waveform>";
    }

    private static String lead(String id, int offset, int... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(samples).forEach(sample -> bytes.putShort((short) sample));
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return "<LeadData><LeadByteCountTotal>" + bytes.capacity()
                + "</LeadByteCountTotal><LeadTimeOffset>0</LeadTimeOffset>"
                + "<LeadSampleCountTotal>" + samples.length + "</LeadSampleCountTotal>"
                + "<LeadAmplitudeUnitsPerBit>4.88</LeadAmplitudeUnitsPerBit><LeadAmplitudeUnits>MICROVOLTS</LeadAmplitudeUnits>"
                + "<LeadID>" + id + "</LeadID><LeadOffsetFirstSample>" + offset + "</LeadOffsetFirstSample>"
                + "<FirstSampleBaseline>0</FirstSampleBaseline><LeadSampleSize>2</LeadSampleSize><LeadOff>FALSE</LeadOff>"
                + "<LeadDataCRC32>" + crc.getValue() + "</LeadDataCRC32><WaveFormData>"
                + Base64.getMimeEncoder(8, new byte[] {'\n'}).encodeToString(bytes.array())
                + "</WaveFormData></LeadData>";
    }
}
