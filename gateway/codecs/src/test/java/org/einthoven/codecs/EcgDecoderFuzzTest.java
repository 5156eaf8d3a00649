package org.einthoven.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.codecs.scp.ScpWriter;
import org.einthoven.ecg.EcgRecording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of every format: each is decoded or refused with a sentence, and nothing else ever happens. */
class EcgDecoderFuzzTest {
    private static final Path SAMPLES = Path.of("../../tests/samples/dicom");
    private static final long SEED = Long.getLong("einthoven.fuzz.seed", 20261122L);
    private static final int ROUNDS = Integer.getInteger("einthoven.fuzz.rounds", 400);
    /** Damage that a structure notices lies in its text, not among its samples. */
    private static final int STRUCTURE = 6000;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private int decoded;

    @BeforeEach
    void printSeed() {
        System.out.println("einthoven.fuzz.seed=" + SEED + " rounds=" + ROUNDS);
    }

    @Test
    void damagedDicom() throws Exception {
        for (String name : List.of(
                "ecgtoolkit_Example.dcm",
                "ecg-dicom-web-viewer_test_ecg.dcm",
                "mortara_deflated.dcm",
                "mortara_bigendian.dcm")) {
            byte[] original = Files.readAllBytes(SAMPLES.resolve(name));
            for (int i = 0; i < ROUNDS / 4; i++) {
                decode(Files.write(folder.resolve("f"), damaged(original)));
            }
        }
        assertThat(decoded).as("some damage leaves an ECG").isPositive();
    }

    @Test
    void damagedFhir() throws Exception {
        EcgRecording ecg = EcgDecoder.standard()
                .decode(SAMPLES.resolve("ecg-dicom-web-viewer_test_ecg.dcm"), DecodingOptions.DEFAULT);
        var observation = new FhirEcgWriter().toObservation(ecg);
        var context = ca.uhn.fhir.context.FhirContext.forR4Cached();
        for (byte[] original : List.of(
                context.newJsonParser().encodeResourceToString(observation).getBytes("UTF-8"),
                context.newXmlParser().encodeResourceToString(observation).getBytes("UTF-8"))) {
            for (int i = 0; i < ROUNDS / 4; i++) {
                decode(Files.write(folder.resolve("f"), damaged(original)));
            }
        }
        assertThat(decoded).as("some damage leaves an ECG").isPositive();
    }

    @Test
    void damagedWfdb() throws Exception {
        byte[] header = """
                r 3 360/360(0) 20 10:15:00 3/4/1999
                r.dat 212:1+4 200(1000)/mV 12 0 7 3 0 MLII
                r.dat 212:0+4 200(1000)/mV 12 0 7 3 0 V5
                s.dat 16x1 1000/uV 16 0 7 3 0 I
                #Age: 55
                #Dx: 1,2
                """.getBytes("UTF-8");
        byte[] samples = new byte[200];
        random.nextBytes(samples);
        Files.write(folder.resolve("r.dat"), samples);
        Files.write(folder.resolve("s.dat"), samples);
        for (int i = 0; i < 5 * ROUNDS; i++) {
            decode(Files.write(folder.resolve("r.hea"), damaged(header)));
        }
        assertThat(decoded).as("some damage leaves an ECG").isPositive();
    }

    /** Damage whose CRCs were made right again, as a writer's own faults are; what is left wrong stops at the CRC. */
    @Test
    void damagedScp() throws Exception {
        int[] samples = random.ints(400, -300, 300).toArray();
        ScpWriter plain =
                new ScpWriter().lead(1, samples).lead(2, samples).tag(2, "4711").tag(0, "Doe");
        ScpWriter bimodal = new ScpWriter()
                .lead(1, samples)
                .lead(7, samples)
                .referenceBeat(5000, 20, new int[][] {new int[80], new int[80]})
                .beat(new ScpWriter.Beat(0, 41, 70, 110, 61, 80))
                .beat(new ScpWriter.Beat(1, 161, 180, 220, 181, 184))
                .section(7, new byte[60])
                .section(8, new byte[40])
                .section(10, new byte[60])
                .decimated(4, true);
        for (byte[] original :
                List.of(plain.write(), plain.uncoded().differences(1).write(), bimodal.write())) {
            for (int i = 0; i < ROUNDS / 2; i++) {
                byte[] damaged = damaged(original);
                decode(Files.write(folder.resolve("f"), i % 8 == 0 ? damaged : ScpWriter.repair(damaged)));
            }
        }
        assertThat(decoded).as("some damage leaves an ECG").isGreaterThan(ROUNDS / 8);
    }

    @Test
    void damagedAecg() throws Exception {
        byte[] original = """
                <AnnotatedECG xmlns="urn:hl7-org:v3"><id root="1.2"/><componentOf><timepointEvent><componentOf><subjectAssignment><subject>
                <trialSubject><id root="1.2" extension="1"/></trialSubject></subject></subjectAssignment></componentOf></timepointEvent>
                </componentOf><component><series><code code="RHYTHM"/><effectiveTime><low value="20021122091000"/></effectiveTime>
                <component><sequenceSet><component><sequence><code code="TIME_ABSOLUTE"/><value><head value="20021122091000.000"/>
                <increment value="0.002" unit="s"/></value></sequence></component><component><sequence><code code="MDC_ECG_LEAD_II"
                codeSystem="2.16.840.1.113883.6.24"/><value><origin value="0" unit="uV"/><scale value="2.5" unit="uV"/>
                <digits>-2 -2 3 -4 5</digits></value></sequence></component></sequenceSet></component></series></component></AnnotatedECG>
                """.getBytes("UTF-8");
        for (int i = 0; i < 3 * ROUNDS; i++) {
            decode(Files.write(folder.resolve("f"), damaged(original)));
        }
        assertThat(decoded).as("some damage leaves an ECG").isPositive();
    }

    @Test
    void damagedVendorXml() throws Exception {
        String muse = """
                <RestingECG><PatientDemographics><PatientID>1</PatientID></PatientDemographics><TestDemographics><AcquisitionDate>08-07-2010
                </AcquisitionDate></TestDemographics><Waveform><WaveformType>Rhythm</WaveformType><SampleBase>500</SampleBase><LeadData>
                <LeadAmplitudeUnitsPerBit>4.88</LeadAmplitudeUnitsPerBit><LeadID>I</LeadID><LeadOffsetFirstSample>3</LeadOffsetFirstSample>
                <WaveFormData>AwACAAIAAQABAAIA</WaveFormData></LeadData></Waveform></RestingECG>""";
        String philips = """
                <restingecgdata><dataacquisition date="2011-12-01" time="07:27:34"><signalcharacteristics><samplingrate>500</samplingrate>
                <resolution>5</resolution></signalcharacteristics></dataacquisition><waveforms><parsedwaveforms dataencoding="Base64"
                leadlabels="I II" durationperchannel="6" bitspersample="16">AwACAAIAAQABAAIA</parsedwaveforms></waveforms></restingecgdata>""";
        for (String original :
                List.of(muse, philips, philips.replace("durationper", "compression=\"XLI\" durationper"))) {
            for (int i = 0; i < 2 * ROUNDS; i++) {
                decode(Files.write(folder.resolve("f"), damaged(original.getBytes("UTF-8"))));
            }
        }
        assertThat(decoded).as("some damage leaves an ECG").isPositive();
    }

    @Test
    void randomBytesBehindEveryBeginning() throws Exception {
        for (String start : List.of(
                "",
                "{",
                "{\"resourceType\":\"Observation\",",
                "<Observation xmlns=\"http://hl7.org/fhir\">",
                "<AnnotatedECG xmlns=\"urn:hl7-org:v3\"><component><series>",
                "r 1 500 ",
                "..\0\0\0\0..\0\0\200\0\0\0\24\24SCPECG",
                "\u0008\0\5\0CS\2\0",
                "\u0008\0\5\0\2\0\0\0",
                "\0".repeat(128) + "DICM\2\0\0\0UL\4\0")) {
            for (int i = 0; i < ROUNDS / 8; i++) {
                byte[] tail = new byte[random.nextInt(300)];
                random.nextBytes(tail);
                byte[] head = start.getBytes("ISO-8859-1");
                byte[] all = java.util.Arrays.copyOf(head, head.length + tail.length);
                System.arraycopy(tail, 0, all, head.length, tail.length);
                decode(Files.write(folder.resolve("f"), all));
            }
        }
    }

    private void decode(Path file) throws IOException {
        try {
            EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
            decoded++;
        } catch (EcgDecodingException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
        }
    }

    /** Flips, overwrites, cuts, repeats or grows. */
    private byte[] damaged(byte[] original) {
        byte[] bytes = original.clone();
        int structure = Math.min(bytes.length, STRUCTURE);
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(structure);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> java.util.Arrays.fill(bytes, at, Math.min(at + 4, structure), (byte) 0xff);
                case 3 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                default -> {
                    if (random.nextInt(4) == 0) {
                        return java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                    }
                }
            }
        }
        return bytes;
    }
}
