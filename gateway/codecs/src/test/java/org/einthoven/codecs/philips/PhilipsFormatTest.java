package org.einthoven.codecs.philips;

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
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.VendorAnnotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhilipsFormatTest {
    private static final Path SAMPLES = Path.of("../../../shared/samples/formats/philips");
    private static final DecodingOptions IN_VIENNA = DecodingOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Vienna"));
    private static final int SAMPLES_A_LEAD = 500;
    private static final long SEED = 20_261_128L;

    @TempDir
    Path folder;

    @Test
    void readsWhatXliCompresses() throws Exception {
        System.out.println("seed " + SEED);
        short[][] leads = leads(new Random(SEED));
        EcgRecording ecg = decode(document(xli(leads)));

        assertThat(ecg.format()).isEqualTo("PHILIPS");
        assertThat(ecg.samplingRateHz()).isEqualTo(500);
        assertThat(ecg.leads().keySet()).containsExactlyElementsOf(Lead.STANDARD);
        for (int i = 0; i < leads.length; i++) {
            short[] own = leads[i];
            double[] expected = IntStream.range(0, own.length)
                    .mapToDouble(at -> own[at] * .005)
                    .toArray();
            assertThat(millivolts(ecg, Lead.STANDARD.get(i))).containsExactly(expected, within(1e-9));
        }
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void readsPatientOrderTimeDeviceAndWhatTheCartSays() throws Exception {
        EcgRecording ecg = decode(document(xli(leads(new Random(SEED)))));

        assertThat(ecg.source().identifier()).isEqualTo("03d494f2.xml");
        assertThat(ecg.patient()).isEqualTo(new PatientRef("0001", null));
        assertThat(ecg.demographics())
                .isEqualTo(new Demographics("Muster^Eva", LocalDate.of(1976, 1, 1), Sex.FEMALE, null));
        assertThat(ecg.order()).isEqualTo(new OrderRef(null, "A17"));
        assertThat(ecg.acquisition().time()).isEqualTo(Instant.parse("2011-12-01T06:27:34Z"));
        assertThat(ecg.acquisition().day()).isEqualTo(LocalDate.of(2011, 12, 1));
        assertThat(ecg.acquisition().manufacturer()).isEqualTo("Philips Medical Products");
        assertThat(ecg.acquisition().model()).isEqualTo("PageWriter TC");
        assertThat(ecg.acquisition().institution()).isEqualTo("Clinic");
        assertThat(ecg.vendorAnnotations())
                .containsExactly(
                        new VendorAnnotation("print", "PR interval", 164.0, "ms"),
                        new VendorAnnotation("ON", "- OTHERWISE NORMAL ECG -", null, null),
                        new VendorAnnotation("SR", "Sinus rhythm (normal P axis)", null, null),
                        new VendorAnnotation("print", "PR interval", 160.0, "ms"),
                        new VendorAnnotation(null, "Earlier", null, null));
    }

    @Test
    void readsWhatIsNotCompressed() throws Exception {
        String base64 =
                "<parsedwaveforms dataencoding=\"Base64\" numberofleads=\"2\" leadlabels=\"II V1\" durationperchannel=\"6\" "
                        + "samplespersecond=\"500\" resolution=\"2.5\" signaloffset=\"10\" signalsigned=\"True\" bitspersample=\"16\">"
                        + base64(new short[][] {{1, -2, 3}, {4, 5, 6}}) + "</parsedwaveforms>";
        String plain = base64.replaceFirst("Base64", "Plain").replaceFirst(">[^<]*<", ">1 -2 3\n4 5 6<");
        for (String waveforms : new String[] {base64, plain}) {
            EcgRecording ecg = decode(document(waveforms));
            assertThat(millivolts(ecg, Lead.II)).containsExactly(new double[] {-.0225, -.03, -.0175}, within(1e-12));
            assertThat(millivolts(ecg, Lead.V1)).containsExactly(new double[] {-.015, -.0125, -.01}, within(1e-12));
        }
    }

    @Test
    void theCalibrationPulseIsNoEcg() throws Exception {
        short[][] leads = leads(new Random(SEED));
        for (short[] lead : leads) {
            Arrays.fill(lead, 380, 420, (short) 0);
            Arrays.fill(lead, 420, 480, (short) 200);
            Arrays.fill(lead, 480, 500, (short) 0);
        }
        EcgRecording ecg = decode(document(xli(leads)));
        assertThat(ecg.length()).isEqualTo(380);
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("calibration-left-out");

        for (short[] lead : leads) {
            Arrays.fill(lead, (short) 3);
        }
        assertThatThrownBy(() -> decode(document(xli(leads))))
                .hasMessage("all leads of the Sierra ECG are the same: they are no ECG");
    }

    @Test
    void aDocumentMayForbidThatItIsAnalysed() throws Exception {
        EcgRecording ecg = decode(document(
                xli(leads(new Random(SEED))).replace("<parsedwaveforms ", "<parsedwaveforms donotanalyze=\"True\" ")));
        assertThat(ecg.issues()).extracting(QualityIssue::severity).containsExactly(Severity.DO_NOT_ANALYSE);
    }

    /** What nobody knows is not whom all such ECGs belong to. */
    @Test
    void dashesAreNobody() throws Exception {
        String document = document(xli(leads(new Random(SEED))))
                .replace("<patientid>0001", "<patientid>---")
                .replace("Muster", "---")
                .replace("A17", "---")
                .replace("Eva", "");
        EcgRecording ecg = decode(document);
        assertThat(ecg.patient()).isNull();
        assertThat(ecg.demographics().name()).isNull();
        assertThat(ecg.order()).isEqualTo(OrderRef.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parsedwaveforms | unparsedwaveforms | the waveforms of the Sierra ECG lie in another file (unparsedwaveforms), which is not read",
                "parsedwaveforms | repbeats | the Sierra ECG holds no waveforms",
                "<samplingrate>500 | <samplingrate>0 | sampling rate or resolution of the Sierra ECG is not positive",
                "<signalresolution>5</signalresolution> | | resolution of the Sierra ECG is not a number",
                "<signalresolution>5 | <signalresolution>0 | sampling rate or resolution of the Sierra ECG is not positive",
                "<signalsigned>True | <signalsigned>False | the samples of the Sierra ECG are not signed integers of 16 bits",
                "nbitspersample=\"16\" | nbitspersample=\"12\" | the samples of the Sierra ECG are not signed integers of 16 bits",
                "<acquisitiontype>STD-12 | <acquisitiontype>FRANK | the Sierra ECG does not say which leads its waveforms are",
                "durationperchannel=\"1000\" | durationperchannel=\"999999999\" | durationperchannel of the Sierra ECG is not one that can be read",
                "durationperchannel=\"1000\" | durationperchannel=\"0\" | durationperchannel of the Sierra ECG is not one that can be read",
                "durationperchannel=\"1000\" | durationperchannel=\"900\" | the XLI data of lead 1 hold more samples than are stated",
                "durationperchannel=\"1000\" | durationperchannel=\"1100\" | the XLI data of lead 1 end before their last sample",
                "compressmethod=\"XLI\" | compressmethod=\"ZIP\" | the compression of the Sierra ECG's waveforms is not XLI in Base64",
                "compressflag=\"True\" | compressflag=\"False\" | the Sierra ECG holds",
                "dataencoding=\"Base64\" | dataencoding=\"Plain\" | the compression of the Sierra ECG's waveforms is not XLI in Base64",
                "nbitspersample=\"16\"> | nbitspersample=\"16\" leadlabels=\"V1 V2\">| of XLI only leads that begin with I, II, III, aVR, aVL and aVF can be read",
                "</parsedwaveforms> | !</parsedwaveforms> | the waveforms of the Sierra ECG are not Base64",
                "</restingecgdata> | | the XML is not well-formed",
            })
    void eachFaultHasItsSentence(String good, String bad, String sentence) throws Exception {
        String document = document(xli(leads(new Random(SEED))));
        assertThat(document).contains(good);
        Path file = write(document.replace(good, bad == null ? "" : bad));

        assertThatThrownBy(() -> EcgDecoder.standard().decode(file, IN_VIENNA))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("Muster");
    }

    @Test
    void damagedXliIsRefusedWhateverItClaims() {
        byte[] good = XliWriter.write(leads(new Random(SEED)));
        byte[] claim = good.clone();
        Arrays.fill(claim, 0, 4, (byte) 0x7f);
        byte[] negative = good.clone();
        Arrays.fill(negative, 0, 4, (byte) 0xff);
        byte[] code = good.clone();
        Arrays.fill(code, 8, 12, (byte) 0xaa);
        for (byte[] bad : new byte[][] {claim, negative, code, Arrays.copyOf(good, good.length / 2), new byte[0]}) {
            String waveforms = xli(leads(new Random(SEED)))
                    .replaceFirst(">[^<]*<", ">" + Base64.getEncoder().encodeToString(bad) + "<");
            assertThatThrownBy(() -> decode(document(waveforms)))
                    .isInstanceOf(EcgDecodingException.class)
                    .hasMessageStartingWith("the XLI data ");
        }
    }

    /**
     * Sums of values and of squares, in the document's units and without the calibration pulse, by pysierraecg (sierra-ecg-tools), in which halves are cut off as in
     * the C# and Java readers beside it. Philips' own conversion of the second document to aECG, which filters, is within four units of 5 microvolts everywhere.
     */
    @ParameterizedTest
    @CsvSource({
        "sierra_129DYPRG.XML, 5264, I, 815, 3912299",
        "sierra_129DYPRG.XML, 5264, aVR, -1650, 3921286",
        "sierra_129DYPRG.XML, 5264, aVL, 975, 2917699",
        "sierra_129DYPRG.XML, 5264, V6, 1359, 2313849",
        "sierra_ad4d3d80-d165_1-04_orig.xml, 5300, II, 67550, 3833210",
        "sierra_ad4d3d80-d165_1-04_orig.xml, 5300, III, 32680, 2090380",
        "sierra_ad4d3d80-d165_1-04_orig.xml, 5300, aVF, 50093, 2771211",
        "sierra_ad4d3d80-d165_1-04_orig.xml, 5300, V3, -9932933, 21425067867",
        "sierra_2020-5-18_15-48-11.xml, 5300, aVL, -291276, 16744810",
        "sierra_2020-5-18_15-48-11.xml, 5300, V1, -12869, 1208387",
        "tbj128_ecg-example.xml, 5300, aVR, -50443, 1751233"
    })
    void realDocumentsHaveTheValuesOfAnIndependentDecoder(String name, int length, String lead, long sum, long squares)
            throws Exception {
        Path file = SAMPLES.resolve(name);
        assumeTrue(Files.exists(file), "../shared/samples is not here");
        EcgRecording ecg = EcgDecoder.standard().decode(file, IN_VIENNA);
        double[] units =
                Arrays.stream(millivolts(ecg, Lead.of(lead))).map(v -> v / .005).toArray();
        assertThat(ecg.length()).isEqualTo(length);
        assertThat(Arrays.stream(units).sum()).isCloseTo(sum, within(1e-3));
        assertThat(Arrays.stream(units).map(v -> v * v).sum()).isCloseTo(squares, within(1.0));
        assertThat(ecg.leads()).hasSize(12);
        assertThat(ecg.vendorAnnotations()).isNotEmpty();
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("calibration-left-out");
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }

    private EcgRecording decode(String document) throws Exception {
        return EcgDecoder.standard().decode(write(document), IN_VIENNA);
    }

    private Path write(String document) throws Exception {
        return Files.write(folder.resolve("ecg"), document.getBytes(StandardCharsets.UTF_16));
    }

    /** Walks at random, the limb leads by their formulas and what a cart's rounding leaves. */
    private static short[][] leads(Random random) {
        short[][] leads = new short[12][SAMPLES_A_LEAD];
        for (int i = 1; i < SAMPLES_A_LEAD; i++) {
            for (int lead = 0; lead < leads.length; lead++) {
                int step = random.nextInt(41) - 20 + (random.nextInt(50) == 0 ? random.nextInt(4000) - 2000 : 0);
                leads[lead][i] = (short) (leads[lead][i - 1] * .99 + step);
            }
            int one = leads[0][i];
            int two = leads[1][i];
            leads[2][i] = (short) (two - one);
            leads[3][i] = (short) Math.floor(-(one + two) / 2.0);
            leads[4][i] = (short) Math.rint(one - two / 2.0);
            leads[5][i] = (short) Math.ceil(two - one / 2.0);
        }
        return leads;
    }

    private static String base64(short[][] leads) {
        ByteBuffer bytes =
                ByteBuffer.allocate(2 * leads.length * leads[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (short[] lead : leads) {
            for (short value : lead) {
                bytes.putShort(value);
            }
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String xli(short[][] leads) {
        return "<parsedwaveforms compressflag=\"True\" compressmethod=\"XLI\" filterflag=\"True\" dataencoding=\"Base64\" "
                + "durationperchannel=\"1000\" nbitspersample=\"16\">"
                + Base64.getMimeEncoder()
                        .encodeToString(XliWriter.write(leads))
                        .lines()
                        .collect(Collectors.joining("\n"))
                + "</parsedwaveforms>";
    }

    private static String document(String parsedWaveforms) {
        return """
                <?xml version="1.0" encoding="UTF-16"?>
                <restingecgdata xmlns="http://www3.medical.philips.com"><documentinfo><documentname>03d494f2.xml</documentname>
                <documenttype>SierraECG</documenttype><documentversion>1.03</documentversion></documentinfo>
                <orderinfo><ordernumber>A17</ordernumber></orderinfo>
                <dataacquisition date="2011-12-01" time="07:27:34"><machine detaildescription="Philips Medical Products:860315:A.07">PageWriter TC</machine>
                <acquirer><institutionname>Clinic</institutionname></acquirer>
                <signalcharacteristics><samplingrate>500</samplingrate><signalresolution>5</signalresolution><acquisitiontype>STD-12</acquisitiontype>
                <signaloffset>0</signaloffset><signalsigned>True</signalsigned></signalcharacteristics></dataacquisition>
                <patient><generalpatientdata><patientid>0001</patientid><name><lastname>Muster</lastname><firstname>Eva</firstname></name>
                <age defaultage="50"><dateofbirth>1976-01-01</dateofbirth></age><sex>Female</sex></generalpatientdata></patient>
                <interpretations><interpretation date="2011-12-01" time="07:00:00"><interpretationmeasurements><meanprint>Failed</meanprint>
                <print>160</print></interpretationmeasurements><statement><leftstatement>Earlier</leftstatement></statement></interpretation>
                <interpretation date="2011-12-01" time="07:27:34"><globalmeasurements><print editedflag="False">164</print><qonset>505</qonset></globalmeasurements>
                <severity code="ON">- OTHERWISE NORMAL ECG -</severity>
                <statement><statementcode>SR</statementcode><leftstatement>Sinus rhythm</leftstatement><rightstatement>normal P axis</rightstatement></statement>
                </interpretation></interpretations><waveforms>
                """ + parsedWaveforms + "</waveforms></restingecgdata>";
    }
}
