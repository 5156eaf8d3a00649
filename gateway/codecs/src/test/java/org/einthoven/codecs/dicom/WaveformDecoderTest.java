package org.einthoven.codecs.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.VendorAnnotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WaveformDecoderTest {
    @Test
    void scalesByTheStandardsFormula() throws Exception {
        DicomDataset group = group(100, new int[][] {{1, -2, 3}}, "2:61");
        channel(group, 0).setString(Tag.ChannelSensitivityCorrectionFactor, "0.98");
        channel(group, 0).setString(Tag.ChannelBaseline, "12.5");

        EcgRecording ecg = decode(object(group));

        // (raw × 2.5 µV × 0.98) + 12.5 µV; the baseline is not scaled.
        assertThat(millivolts(ecg, Lead.III)).containsExactly(new double[] {0.01495, 0.0076, 0.01985}, within(1e-12));
    }

    @Test
    void readsPatientOrderAndDevice() throws Exception {
        DicomDataset object = object(group(100, new int[][] {{1}}, "2:1"));
        object.setString(Tag.SpecificCharacterSet, "ISO_IR 192");
        object.setString(Tag.PatientID, "4711 ");
        object.setString(Tag.IssuerOfPatientID, "HOSPITAL");
        object.setString(Tag.PatientName, "Müller^Jürgen");
        object.setString(Tag.PatientBirthDate, "19500203");
        object.setString(Tag.PatientSex, "M");
        object.setString(Tag.PatientAge, "063Y");
        object.setString(Tag.AccessionNumber, "ACC1");
        object.setString(Tag.PlacerOrderNumberImagingServiceRequest, "PL1");
        object.setString(Tag.Manufacturer, "Maker");
        object.setString(Tag.ManufacturerModelName, "M1");
        object.setString(Tag.InstitutionName, "Clinic");
        object.setString(Tag.StudyInstanceUID, "1.2.3");
        object.setString(Tag.AcquisitionDateTime, "20130125105919.25+0100");

        EcgRecording ecg = decode(object);

        assertThat(ecg.patient()).isEqualTo(new PatientRef("4711", "HOSPITAL"));
        assertThat(ecg.demographics().name()).isEqualTo("Müller^Jürgen");
        assertThat(ecg.demographics().birthDate()).isEqualTo(LocalDate.of(1950, 2, 3));
        assertThat(ecg.demographics().sex()).isEqualTo(Sex.MALE);
        assertThat(ecg.demographics().ageYears()).isEqualTo(63);
        assertThat(ecg.order().accessionNumber()).isEqualTo("ACC1");
        assertThat(ecg.order().placerOrderNumber()).isEqualTo("PL1");
        assertThat(ecg.acquisition().time()).isEqualTo(Instant.parse("2013-01-25T09:59:19.250Z"));
        assertThat(ecg.acquisition().zoneAssumed()).isFalse();
        assertThat(ecg.acquisition().manufacturer()).isEqualTo("Maker");
        assertThat(ecg.acquisition().model()).isEqualTo("M1");
        assertThat(ecg.acquisition().institution()).isEqualTo("Clinic");
        assertThat(ecg.acquisition().studyInstanceUid()).isEqualTo("1.2.3");
        assertThat(ecg.source().identifier()).isEqualTo("1.2.3.4");
        assertThat(ecg.issues()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("times")
    void takesTheTimeFromWhereItStands(String[] values, String zone, String instant, String issue) throws Exception {
        DicomDataset object = object(group(100, new int[][] {{1}}, "2:1"));
        int[] tags = {
            Tag.AcquisitionDateTime,
            Tag.ContentDate,
            Tag.ContentTime,
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.TimezoneOffsetFromUTC
        };
        for (int i = 0; i < tags.length; i++) {
            if (values[i] != null) {
                object.setString(tags[i], values[i]);
            }
        }
        DecodingOptions options = DecodingOptions.DEFAULT.withTimeZone(zone == null ? null : ZoneId.of(zone));

        EcgRecording ecg = new WaveformDecoder(DicomFile.of(object), options).decode();

        assertThat(ecg.acquisition().time()).isEqualTo(instant == null ? null : Instant.parse(instant));
        assertThat(ecg.issues()).extracting(QualityIssue::code).isEqualTo(issue == null ? List.of() : List.of(issue));
    }

    static Stream<Arguments> times() {
        return Stream.of(
                Arguments.of(
                        new String[] {"20130125105919-0330", null, null, null, null, "+0100"},
                        "UTC",
                        "2013-01-25T14:29:19Z",
                        null),
                Arguments.of(
                        new String[] {"20130125105919", null, null, null, null, "+0100"},
                        "UTC",
                        "2013-01-25T09:59:19Z",
                        null),
                Arguments.of(
                        new String[] {"20130125105919", null, null, null, null, null},
                        "Europe/Rome",
                        "2013-01-25T09:59:19Z",
                        null),
                Arguments.of(
                        new String[] {"20130125105919", null, null, null, null, null}, null, null, "time-zone-unknown"),
                Arguments.of(
                        new String[] {null, "20130125", "1059", "20130124", "10", null},
                        "UTC",
                        "2013-01-25T10:59:00Z",
                        null),
                Arguments.of(
                        new String[] {null, null, null, "20130124", "101112.5", null},
                        "UTC",
                        "2013-01-24T10:11:12.500Z",
                        null),
                Arguments.of(
                        new String[] {"20130125", null, null, null, null, null},
                        "UTC",
                        null,
                        "acquisition-time-imprecise"),
                Arguments.of(
                        new String[] {"20131325105919", null, null, null, null, null},
                        "UTC",
                        null,
                        "acquisition-time-unread"),
                Arguments.of(new String[] {null, null, null, null, null, null}, "UTC", null, null));
    }

    @Test
    void mergesAFourByTwoAndAHalfSecondsLayoutWithoutTiling() throws Exception {
        List<DicomDataset> groups = new ArrayList<>();
        String[][] codes = {{"2:1", "2:2"}, {"2:62", "2:63"}, {"2:3", "2:4"}, {"2:6", "2:7"}};
        for (int g = 0; g < 4; g++) {
            int[] samples = new int[25];
            Arrays.fill(samples, g + 1);
            DicomDataset group = group(10, new int[][] {samples, samples}, codes[g]);
            group.setString(Tag.MultiplexGroupTimeOffset, String.valueOf(2500 * g));
            groups.add(group);
        }
        int[] strip = new int[100];
        Arrays.fill(strip, 9);
        groups.add(group(10, new int[][] {strip}, "2:2").setString(Tag.MultiplexGroupTimeOffset, "0"));

        EcgRecording ecg = decode(object(groups.toArray(new DicomDataset[0])));

        assertThat(ecg.length()).isEqualTo(100);
        assertThat(ecg.leads()).hasSize(8);
        assertThat(Objects.requireNonNull(ecg.lead(Lead.II)).validCount()).isEqualTo(100);
        assertThat(millivolts(ecg, Lead.AVR)[24]).isNaN();
        assertThat(millivolts(ecg, Lead.AVR)[25]).isEqualTo(0.005);
        assertThat(millivolts(ecg, Lead.AVR)[49]).isEqualTo(0.005);
        assertThat(millivolts(ecg, Lead.AVR)[50]).isNaN();
        assertThat(Objects.requireNonNull(ecg.lead(Lead.V5)).validCount()).isEqualTo(25);
    }

    @Test
    void choosesTheLongestOriginalGroup() throws Exception {
        DicomDataset derived =
                group(10, new int[][] {new int[50]}, "2:1").setString(Tag.WaveformOriginality, "DERIVED");
        DicomDataset shorter = group(10, new int[][] {{1, 1}}, "2:1");
        DicomDataset otherRate = group(20, new int[][] {{1, 1}}, "2:2");
        DicomDataset longer = group(10, new int[][] {{2, 2, 2}}, "2:1");

        EcgRecording ecg = decode(object(derived, shorter, otherRate, longer));

        assertThat(millivolts(ecg, Lead.I)).containsExactly(0.005, 0.005, 0.005);
        assertThat(ecg.issues())
                .extracting(QualityIssue::text)
                .containsExactlyInAnyOrder(
                        "Multiplex group 2 repeats leads and is left out",
                        "Multiplex group 3 has another sampling rate and is left out");
    }

    @Test
    void honoursSkew() throws Exception {
        DicomDataset group = group(10, new int[][] {{1, 2, 3}, {1, 2, 3}, {1, 2, 3}}, "2:1", "2:2", "2:3");
        channel(group, 0).setString(Tag.ChannelTimeSkew, "0.05");
        channel(group, 1).setString(Tag.ChannelSampleSkew, "-1");
        channel(group, 2).setString(Tag.ChannelTimeSkew, "0.049");

        EcgRecording ecg = decode(object(group));

        assertThat(millivolts(ecg, Lead.I)).containsExactly(Double.NaN, 0.0025, 0.005);
        assertThat(millivolts(ecg, Lead.II)).containsExactly(0.005, 0.0075, Double.NaN);
        assertThat(millivolts(ecg, Lead.V1)).containsExactly(0.0025, 0.005, 0.0075);
    }

    @Test
    void masksThePaddingValueButNotEveryZero() throws Exception {
        DicomDataset odd = group(4, new int[][] {{-32768, 0, 7, -32768}}, "2:1");
        odd.setBytes(Tag.WaveformPaddingValue, VR.OW, new byte[] {0, (byte) 0x80});
        assertThat(millivolts(decode(object(odd)), Lead.I)).containsExactly(Double.NaN, 0, 0.0175, Double.NaN);

        DicomDataset zero = group(4, new int[][] {{0, 0, 0, 1, 0, 0, 0, 0, 2, 0}}, "2:1");
        zero.setBytes(Tag.WaveformPaddingValue, VR.OW, new byte[] {0, 0});
        EcgRecording ecg = decode(object(zero));
        assertThat(millivolts(ecg, Lead.I))
                .containsExactly(0, 0, 0, 0.0025, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0.005, 0);
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("padding-value-zero");
    }

    @Test
    void understandsBitsStored() throws Exception {
        DicomDataset group = group(10, new int[][] {{-1, 5}, {0xfff, 5}, {0x7000, -5}}, "2:1", "2:2", "2:3");
        for (int i = 0; i < 3; i++) {
            channel(group, i).setInt(Tag.WaveformBitsStored, 12);
        }
        EcgRecording ecg = decode(object(group));
        assertThat(millivolts(ecg, Lead.I)).containsExactly(-0.0025, 0.0125);
        assertThat(millivolts(ecg, Lead.II)).containsExactly(-0.0025, 0.0125);
        assertThat(millivolts(ecg, Lead.V1)).containsExactly(new double[] {71.68, -0.0125}, within(1e-9));
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("bits-stored", "bits-stored");
    }

    @Test
    void readsEverySampleInterpretation() throws Exception {
        byte[] ff = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        assertThat(raw("SB", 8, new byte[] {(byte) 0xff, 0})).isEqualTo(-1);
        assertThat(raw("UB", 8, new byte[] {(byte) 0xff, 0})).isEqualTo(255);
        assertThat(raw("SS", 16, ff)).isEqualTo(-1);
        assertThat(raw("US", 16, ff)).isEqualTo(65535);
        assertThat(raw("SL", 32, ff)).isEqualTo(-1);
        assertThat(raw("UL", 32, ff)).isEqualTo(4294967295.0);
        // ITU-T G.711: the first and last codes of each sign.
        assertThat(raw("MB", 8, new byte[] {(byte) 0x80, 0})).isEqualTo(32124);
        assertThat(raw("MB", 8, new byte[] {0x00, 0})).isEqualTo(-32124);
        assertThat(raw("MB", 8, new byte[] {(byte) 0xff, 0})).isEqualTo(0);
        assertThat(raw("AB", 8, new byte[] {(byte) 0xaa, 0})).isEqualTo(32256);
        assertThat(raw("AB", 8, new byte[] {0x2a, 0})).isEqualTo(-32256);
        assertThat(raw("AB", 8, new byte[] {(byte) 0xd5, 0})).isEqualTo(8);
    }

    @Test
    void flagsWhatTheRecorderSaysOfAChannel() throws Exception {
        DicomDataset group = group(10, new int[][] {{1}, {1}, {1}, {1}}, "2:1", "2:2", "2:3", "2:1");
        channel(group, 0).setString(Tag.ChannelStatus, "DISCONNECTED");
        channel(group, 1).setString(Tag.ChannelStatus, "TEST DATA");
        channel(group, 2).setString(Tag.ChannelStatus, "QUESTIONABLE");

        EcgRecording ecg = decode(object(group));

        assertThat(millivolts(ecg, Lead.I)).containsExactly(Double.NaN);
        assertThat(ecg.issues())
                .extracting(QualityIssue::code, QualityIssue::severity)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("lead-disconnected", Severity.EXCLUDE_LEAD),
                        org.assertj.core.groups.Tuple.tuple("test-data", Severity.DO_NOT_ANALYSE),
                        org.assertj.core.groups.Tuple.tuple("channel-status", Severity.NOTE),
                        org.assertj.core.groups.Tuple.tuple("duplicate-lead", Severity.NOTE));
    }

    @Test
    void findsLeadsByCodeOrLabel() throws Exception {
        DicomDataset group = group(10, new int[][] {{1}, {1}, {1}, {1}, {1}}, "2:1", "5.6.3-9-62", "", "", "");
        channel(group, 1).getItems(Tag.ChannelSourceSequence).get(0).setString(Tag.CodingSchemeDesignator, "SCPECG");
        channel(group, 2).setString(Tag.ChannelLabel, "LEAD_V5");
        channel(group, 3).getItems(Tag.ChannelSourceSequence).get(0).setString(Tag.CodeMeaning, "Lead II (Einthoven)");
        channel(group, 4).setString(Tag.ChannelLabel, "ECG1");

        assertThat(decode(object(group)).leads().keySet())
                .containsExactly(Lead.I, Lead.AVR, Lead.V5, Lead.II, new Lead("ECG1"));
    }

    @Test
    void readsAnnotations() throws Exception {
        DicomDataset object = object(group(10, new int[][] {{1}}, "2:1"));
        DicomDataset text = new DicomDataset().setString(0x00700006, VR.ST, "RITMO SINUSALE");
        DicomDataset interval = new DicomDataset()
                .setItems(Tag.ConceptNameCodeSequence, code("2:15872", "MDC", "PR Interval"))
                .setItems(Tag.MeasurementUnitsCodeSequence, code("ms", "UCUM", "ms"))
                .setString(Tag.NumericValue, "142");
        DicomDataset point = new DicomDataset()
                .setItems(Tag.ConceptNameCodeSequence, code("5.10.3-1", "SCPECG", "P Onset"))
                .setInt(Tag.ReferencedWaveformChannels, 1, 0)
                .setInt(Tag.ReferencedSamplePositions, 299);
        DicomDataset elsewhere = new DicomDataset()
                .setItems(Tag.ConceptNameCodeSequence, code("5.10.3-1", "SCPECG", "P Onset"))
                .setInt(Tag.ReferencedWaveformChannels, 2, 0)
                .setInt(Tag.ReferencedSamplePositions, 17);
        DicomDataset broken = new DicomDataset().setString(Tag.NumericValue, VR.DS, "12..3");
        object.setItems(Tag.WaveformAnnotationSequence, text, interval, point, elsewhere, broken);

        EcgRecording ecg = decode(object);

        assertThat(ecg.vendorAnnotations())
                .containsExactly(
                        new VendorAnnotation(null, "RITMO SINUSALE", null, null),
                        new VendorAnnotation("MDC 2:15872", "PR Interval", 142.0, "ms"),
                        new VendorAnnotation("SCPECG 5.10.3-1", "P Onset", 299.0, "{sample}"));
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("annotation-unread");
    }

    @Test
    void notesWhatTheSopClassDoesNotAllow() throws Exception {
        DicomDataset object = object(group(2000, new int[][] {new int[17000]}, "2:1"));
        object.setString(Tag.SOPClassUID, UID.TwelveLeadECGWaveformStorage);

        assertThat(decode(object).issues())
                .extracting(QualityIssue::text)
                .containsExactly(
                        "The object has in multiplex group 1 17000 samples where 16384 are allowed by its SOP class",
                        "The object has in multiplex group 1 a sampling frequency of 2000.0 Hz where 200.0 to 1000.0 are allowed by its SOP class");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrong(Consumer<DicomDataset> fault, String sentence) {
        DicomDataset object = object(group(10, new int[][] {{1, 2}, {3, 4}}, "2:1", "2:2"));
        fault.accept(object);
        assertThatThrownBy(() -> decode(object))
                .isInstanceOfAny(EcgDecodingException.class, DicomException.class)
                .hasMessage(sentence);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(o -> o.remove(Tag.WaveformSequence), "(5400,0100) WaveformSequence is absent or empty"),
                fault(
                        o -> o.remove(Tag.WaveformSequence).setString(Tag.SOPClassUID, UID.EncapsulatedPDFStorage),
                        "the DICOM object is not a waveform: SOP class 1.2.840.10008.5.1.4.1.1.104.1 (Encapsulated PDF)"),
                fault(
                        o -> channel(first(o), 1).remove(Tag.ChannelSensitivity),
                        "(003A,0210) ChannelSensitivity of channel 2 (II) is absent, so that its samples have no scale"),
                fault(
                        o -> channel(first(o), 1).remove(Tag.ChannelSensitivityUnitsSequence),
                        "(003A,0211) ChannelSensitivityUnitsSequence of channel 2 (II) is absent"),
                fault(
                        o -> unit(o, "mm[Hg]"),
                        "(003A,0211) ChannelSensitivityUnitsSequence of channel 1 (I) is \"mm[Hg]\", not uV, mV or V (CID 3082)"),
                fault(
                        o -> unit(o, "MV"),
                        "(003A,0211) ChannelSensitivityUnitsSequence of channel 1 (I) is \"MV\", not uV, mV or V (CID 3082)"),
                fault(
                        o -> channel(first(o), 0).setString(Tag.ChannelSensitivity, "0"),
                        "The sensitivity of channel 1 (I) is zero or not finite: (003A,0210) ChannelSensitivity, its correction factor or its baseline is wrong"),
                fault(
                        o -> channel(first(o), 0).setString(Tag.ChannelSampleSkew, "2"),
                        "The skew of a channel in multiplex group 1 exceeds the length of the recording"),
                fault(
                        o -> first(o).setBytes(Tag.WaveformData, VR.OW, new byte[6]),
                        "(5400,1010) WaveformData of multiplex group 1 holds 6 bytes where 2 channels of 2 samples of 16 bits need 8"),
                fault(
                        o -> first(o).remove(Tag.WaveformData),
                        "(5400,1010) WaveformData of multiplex group 1 holds 0 bytes for 2 samples a channel"),
                fault(
                        o -> first(o).setInt(Tag.WaveformBitsAllocated, 12),
                        "(5400,1004) WaveformBitsAllocated of multiplex group 1 is 12 where the sample interpretation SS means 16"),
                fault(
                        o -> first(o).setString(Tag.WaveformSampleInterpretation, "XX"),
                        "(5400,1006) WaveformSampleInterpretation of multiplex group 1 is none of SB, UB, MB, AB, SS, US, SL, UL"),
                fault(
                        o -> first(o).setString(Tag.SamplingFrequency, "0"),
                        "(003A,001A) SamplingFrequency of multiplex group 1 is absent or not a positive number"),
                fault(
                        o -> first(o).setInt(Tag.NumberOfWaveformChannels, 3),
                        "(003A,0200) ChannelDefinitionSequence of multiplex group 1 has 2 items for 3 channels"),
                fault(
                        o -> first(o).setBytes(Tag.NumberOfWaveformSamples, VR.UL, new byte[] {-1, -1, -1, -1}),
                        "(5400,1010) WaveformData of multiplex group 1 holds 8 bytes for 4294967295 samples a channel"),
                fault(
                        o -> first(o).setString(Tag.MultiplexGroupTimeOffset, "1E300"),
                        "(0018,1068) MultiplexGroupTimeOffset of multiplex group 1 is out of range"),
                fault(
                        o -> {
                            o.setString(Tag.SOPClassUID, UID.HemodynamicWaveformStorage);
                            channel(first(o), 0).remove(Tag.ChannelSourceSequence);
                            channel(first(o), 1).remove(Tag.ChannelSourceSequence);
                        },
                        "the DICOM waveform carries no ECG lead: SOP class 1.2.840.10008.5.1.4.1.1.9.2.1 (Hemodynamic Waveform)"));
    }

    private static Arguments fault(Consumer<DicomDataset> fault, String sentence) {
        return Arguments.of(fault, sentence);
    }

    private static void unit(DicomDataset object, String code) {
        channel(first(object), 0).setItems(Tag.ChannelSensitivityUnitsSequence, code(code, "UCUM", code));
    }

    private static DicomDataset first(DicomDataset object) {
        return object.getItems(Tag.WaveformSequence).get(0);
    }

    private static double raw(String interpretation, int bits, byte[] data) throws Exception {
        DicomDataset group = group(10, new int[][] {{0}}, "2:1");
        group.setInt(Tag.WaveformBitsAllocated, bits).setString(Tag.WaveformSampleInterpretation, interpretation);
        group.setBytes(Tag.WaveformData, VR.OW, data);
        channel(group, 0).setString(Tag.ChannelSensitivity, "1");
        channel(group, 0).setItems(Tag.ChannelSensitivityUnitsSequence, code("mV", "UCUM", "mV"));
        return millivolts(decode(object(group)), Lead.I)[0];
    }

    /** A General 32-bit object, of which the standard limits least. */
    private static DicomDataset object(DicomDataset... groups) {
        return new DicomDataset()
                .setString(Tag.SOPClassUID, UID.General32bitECGWaveformStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3.4")
                .setItems(Tag.WaveformSequence, groups);
    }

    /** 16-bit samples of 2.5 µV, a row a channel. */
    private static DicomDataset group(double rate, int[][] samples, String... codes) {
        ByteBuffer data =
                ByteBuffer.allocate(2 * samples.length * samples[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples[0].length; i++) {
            for (int[] channel : samples) {
                data.putShort((short) channel[i]);
            }
        }
        List<DicomDataset> channels = new ArrayList<>();
        for (String code : codes) {
            channels.add(new DicomDataset()
                    .setItems(Tag.ChannelSourceSequence, code(code, "MDC", "?"))
                    .setString(Tag.ChannelSensitivity, "2.5")
                    .setItems(Tag.ChannelSensitivityUnitsSequence, code("uV", "UCUM", "microvolt")));
        }
        return new DicomDataset()
                .setString(Tag.WaveformOriginality, "ORIGINAL")
                .setInt(Tag.NumberOfWaveformChannels, samples.length)
                .setInt(Tag.NumberOfWaveformSamples, samples[0].length)
                .setDouble(Tag.SamplingFrequency, rate)
                .setItems(Tag.ChannelDefinitionSequence, channels)
                .setInt(Tag.WaveformBitsAllocated, 16)
                .setString(Tag.WaveformSampleInterpretation, "SS")
                .setBytes(Tag.WaveformData, VR.OW, data.array());
    }

    private static DicomDataset channel(DicomDataset group, int index) {
        return group.getItems(Tag.ChannelDefinitionSequence).get(index);
    }

    private static DicomDataset code(String value, String scheme, String meaning) {
        return new DicomDataset()
                .setString(Tag.CodeValue, value)
                .setString(Tag.CodingSchemeDesignator, scheme)
                .setString(Tag.CodeMeaning, meaning);
    }

    private static EcgRecording decode(DicomDataset object) throws Exception {
        return new WaveformDecoder(DicomFile.of(object), DecodingOptions.DEFAULT).decode();
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }
}
