package org.einthoven.codecs.aecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
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

class AecgFormatTest {
    private static final Path SAMPLES = Path.of("../../../shared/samples/formats/aecg");
    private static final DecodingOptions IN_VIENNA = DecodingOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Vienna"));

    private static final String LEAD_I = lead("MDC_ECG_LEAD_I", "1 -2 3 ");
    private static final String LEAD_II = lead("MDC_ECG_LEAD_II", "4 5 6");
    private static final String TIMES = times("20021122091000.000+0100", "0.002");

    @TempDir
    Path folder;

    @Test
    void readsLeadsPatientTimeDeviceAndWhatTheRecorderSays() throws Exception {
        EcgRecording ecg = decode(document(series(set(TIMES + LEAD_I + LEAD_II)), ""), StandardCharsets.UTF_8);

        assertThat(ecg.format()).isEqualTo("AECG");
        assertThat(ecg.samplingRateHz()).isEqualTo(500);
        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.II);
        assertThat(millivolts(ecg, Lead.I)).containsExactly(new double[] {0.0125, 0.005, 0.0175}, within(1e-12));
        assertThat(ecg.source().identifier()).isEqualTo("61d1a24f-b47e-41aa-ae95-f8ac302f4eeb");
        assertThat(ecg.patient()).isEqualTo(new PatientRef("SBJ-123", "2.16.840.1.113883.3.400"));
        assertThat(ecg.demographics().name()).isEqualTo("Muster^Eva");
        assertThat(ecg.demographics().birthDate()).isEqualTo(LocalDate.of(1953, 5, 8));
        assertThat(ecg.demographics().sex()).isEqualTo(Sex.FEMALE);
        assertThat(ecg.demographics().ageYears()).isEqualTo(49);
        assertThat(ecg.acquisition().time()).isEqualTo(Instant.parse("2002-11-22T08:10:00Z"));
        assertThat(ecg.acquisition().zoneAssumed()).isTrue();
        assertThat(ecg.acquisition().manufacturer()).isEqualTo("Maker");
        assertThat(ecg.acquisition().model()).isEqualTo("Model 1");
        assertThat(ecg.acquisition().institution()).isEqualTo("Clinic");
        assertThat(ecg.vendorAnnotations())
                .containsExactly(
                        new VendorAnnotation("MDC_ECG_TIME_PD_PR", "PR interval", 148.0, "ms"),
                        new VendorAnnotation("MDC_ECG_TIME_PD_QT", "QT interval (V1)", 400.0, "ms"),
                        new VendorAnnotation("MDC_ECG_INTERPRETATION_STATEMENT", "Sinus rhythm", null, null));
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void readsEveryEncodingAndHashesTheContentAlike() throws Exception {
        String text = document(series(set(TIMES + LEAD_I)), "").replace("Muster", "M\u00fcster");
        EcgRecording utf8 = decode(text, StandardCharsets.UTF_8);
        assertThat(utf8.demographics().name()).isEqualTo("M\u00fcster^Eva");
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1}) {
            EcgRecording other = decode(text.replace("UTF-8", charset.name()), charset);
            assertThat(other.demographics()).isEqualTo(utf8.demographics());
            assertThat(other.source()).isEqualTo(utf8.source());
        }
        String indented = text.replace("><", ">\n  <").replace("xmlns=", "xmlns:x=\"urn:x\" xmlns=");
        assertThat(decode(indented, StandardCharsets.UTF_8).source()).isEqualTo(utf8.source());
        assertThat(decode(text.replace("SBJ-123", "SBJ-124"), StandardCharsets.UTF_8)
                        .source())
                .as("another patient's is another ECG")
                .isNotEqualTo(utf8.source());
        assertThat(decode(text.replace("1 -2 3", "1 -2 4"), StandardCharsets.UTF_8)
                        .source())
                .isNotEqualTo(utf8.source());
    }

    @Test
    void aPrintedLayoutIsJoinedByItsTimes() throws Exception {
        String first = set(times("20021122091000.000", "0.002") + LEAD_I);
        String second = set(times("20021122091000.006", "0.002") + LEAD_II);
        String apart = set(times("20021122101000.000", "0.002") + lead("MDC_ECG_LEAD_V1", "1 2 3"));
        String other = set(times("20021122091000.000", "0.004") + lead("MDC_ECG_LEAD_V2", "1"));

        EcgRecording ecg = decode(document(series(first + second + apart + other), ""), StandardCharsets.UTF_8);

        assertThat(millivolts(ecg, Lead.I))
                .containsExactly(
                        new double[] {0.0125, 0.005, 0.0175, Double.NaN, Double.NaN, Double.NaN}, within(1e-12));
        assertThat(millivolts(ecg, Lead.II))
                .containsExactly(new double[] {Double.NaN, Double.NaN, Double.NaN, 0.02, 0.0225, 0.025}, within(1e-12));
        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.II);
        assertThat(ecg.issues())
                .extracting(QualityIssue::text)
                .containsExactly(
                        "The sequence set 4 has another sampling rate and is left out",
                        "The sequence set 3 was recorded at another time and is left out");
    }

    @Test
    void saysWhatIsOdd() throws Exception {
        String leads = LEAD_I
                + lead("MDC_ECG_LEAD_I", "9 9 9")
                + lead("MDC_ECG_LEAD_AVR", "1")
                + lead("MDC_ECG_LEAD_V3R", "1 2 3")
                + lead("V1", "1 2 3").replace("2.16.840.1.113883.6.24", "1.2.3");
        EcgRecording ecg = decode(document(series(set(TIMES + leads)), ""), StandardCharsets.UTF_8);

        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.AVR, new Lead("V3R"), Lead.V1);
        assertThat(millivolts(ecg, Lead.I)).startsWith(new double[] {0.0125}, within(1e-12));
        assertThat(millivolts(ecg, Lead.AVR)[2]).isNaN();
        assertThat(ecg.issues())
                .extracting(QualityIssue::code)
                .containsExactly("duplicate-lead", "lead-code-system", "lead-shorter");
    }

    @Test
    void aTimeWithoutAZoneStaysOpen() throws Exception {
        Path file = write(document(series(set(TIMES + LEAD_I)), ""), StandardCharsets.UTF_8);
        EcgRecording ecg = EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
        assertThat(ecg.acquisition().time()).isNull();
        assertThat(ecg.acquisition().originalTime()).isEqualTo("20021122091000");
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("time-zone-unknown");
    }

    /** What is replaced in a good document, by what, and the sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<increment value=\"0.002\" unit=\"s\"/> | | the times of sequence set 1 have no increment: only evenly sampled leads are read",
                "value=\"0.002\" | value=\"0\" | the increment of the times of sequence set 1 is not between a microsecond and a year",
                "value=\"0.002\" | value=\"1e-9\" | the increment of the times of sequence set 1 is not between a microsecond and a year",
                "value=\"0.002\" | value=\"-0.002\" | the increment of the times of sequence set 1 is not between a microsecond and a year",
                "value=\"0.002\" | value=\"fast\" | the increment of the times of sequence set 1 is not a number of s, ms or us",
                "value=\"0.002\" unit=\"s\" | value=\"2\" unit=\"h\" | the increment of the times of sequence set 1 is not a number of s, ms or us",
                "value=\"20021122091000.000+0100\" | value=\"yesterday\" | the head of the times of sequence set 1 is not a date and time",
                "TIME_ABSOLUTE | SPACE_ABSOLUTE | a sequence in sequence set 1 names no ECG lead that is known (MDC_ECG_LEAD_I and so on)",
                "MDC_ECG_LEAD_I\" | MDC_PULS_OXIM_PLETH\" | a sequence in sequence set 1 names no ECG lead that is known (MDC_ECG_LEAD_I and so on)",
                "code=\"MDC_ECG_LEAD_I\" | kode=\"x\" | a sequence in sequence set 1 has no code",
                "<scale value=\"2.5\" unit=\"uV\"/> | | the scale of lead I in sequence set 1 is not a number",
                "<scale value=\"2.5\" | <scale value=\"0\" | the scale of lead I in sequence set 1 is 0",
                "<scale value=\"2.5\" unit=\"uV\" | <scale value=\"2.5\" unit=\"mm\" | the unit of the scale of lead I in sequence set 1 is not a voltage (uV, mV, V)",
                "<scale value=\"2.5\" unit=\"uV\" | <scale value=\"2.5\" | the scale of lead I in sequence set 1 has no unit",
                "<origin value=\"10\" unit=\"uV\" | <origin value=\"10\" | the origin of lead I in sequence set 1 has no unit",
                "1 -2 3 | 1 E 3 | value 2 of lead I in sequence set 1 is no decimal",
                "1 -2 3 | | lead I in sequence set 1 has no samples",
                "1 -2 3 | 1 1e309 3 | value 2 of lead I in sequence set 1 is no decimal",
                "digits | numbers | lead I in sequence set 1 has no digits: its value is not an SLIST_PQ",
                "code=\"RHYTHM\" | code=\"REPRESENTATIVE_BEAT\" | none of the annotated ECG's series is of rhythm waveforms (code RHYTHM)",
                "sequenceSet | set | the rhythm series holds no sequenceSet",
                "</AnnotatedECG> | | the XML is not well-formed",
                "1 -2 3 | 1 &b; 3 | the XML is not well-formed",
            })
    void eachFaultHasItsSentence(String good, String bad, String sentence) throws Exception {
        String document = document(series(set(TIMES + LEAD_I)), "");
        assertThat(document).contains(good);
        Path file = write(document.replace(good, bad == null ? "" : bad), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EcgDecoder.standard().decode(file, IN_VIENNA))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("SBJ-123");
    }

    @Test
    void severalRhythmsAreSeveralEcgs() throws Exception {
        String one = series(set(TIMES + LEAD_I));
        Path file = write(document(one, one), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EcgDecoder.standard().decode(file, IN_VIENNA))
                .hasMessage("the annotated ECG holds 2 rhythm series; each ECG comes in a document of its own");
    }

    /** HL7's example, as biosig 2.5.0 (save2gdf -f=ASCII) decodes it: lead, sum of microvolts. */
    @Test
    void hl7sExampleHasTheValuesOfAnIndependentDecoder() throws Exception {
        EcgRecording ecg = sample("hl7_official_Example_aECG.xml");
        assertThat(ecg.leads()).hasSize(12);
        assertThat(ecg.length()).isEqualTo(5000);
        assertThat(ecg.samplingRateHz()).isEqualTo(500);
        assertThat(microvolts(ecg, Lead.I)).isCloseTo(-12302.5, within(1e-6));
        assertThat(microvolts(ecg, Lead.II)).isCloseTo(-10210, within(1e-6));
        assertThat(microvolts(ecg, Lead.AVF)).isCloseTo(-3925, within(1e-6));
        assertThat(Arrays.copyOf(millivolts(ecg, Lead.II), 2))
                .containsExactly(new double[] {-0.0175, -0.0175}, within(1e-12));
        assertThat(ecg.vendorAnnotations())
                .contains(new VendorAnnotation("MDC_ECG_TIME_PD_PR", "PR interval", 148.0, "ms"))
                .hasSizeGreaterThan(8);
        assertThat(ecg.acquisition().model()).isEqualTo("ELI250");
        for (String same : new String[] {"fda_subject1_0.xml", "ecgkit_ccdd_ecg_hl7.xml"}) {
            ecg.leads().forEach((lead, signal) -> assertThat(millivolts(sample(same), lead))
                    .as("the same ECG in %s", same)
                    .isEqualTo(signal.millivolts()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fda_minimum_aecg.xml, 2002-11-22T08:10:00Z",
        "fda_minimum_aecg_effectiveTime_high.xml, 2002-11-22T08:10:00Z",
        "fda_minimum_aecg_effectiveTime_interval.xml, 2002-11-22T08:10:00Z",
        "fda_minimum_aecg_effectiveTime_low.xml, 2002-11-22T08:10:00Z",
        "fda_minimum_aecg_nouuid.xml, 2002-11-22T08:10:00Z"
    })
    void theLeastThatIsAllowedIsRead(String name, Instant time) throws Exception {
        EcgRecording ecg = sample(name);
        assertThat(ecg.leads()).containsOnlyKeys(Lead.II);
        assertThat(microvolts(ecg, Lead.II)).isCloseTo(-140, within(1e-9));
        assertThat(ecg.acquisition().time()).isEqualTo(time);
        assertThat(ecg.patient()).isNotNull();
    }

    @Test
    void anEmptyDocumentIsRefused() {
        assertThatThrownBy(() -> sample("fda_empty.xml")).hasMessage("the annotated ECG holds no series");
    }

    private static EcgRecording sample(String name) {
        Path file = SAMPLES.resolve(name);
        assumeTrue(Files.exists(file), "../shared/samples is not here");
        try {
            return EcgDecoder.standard().decode(file, IN_VIENNA);
        } catch (EcgDecodingException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double microvolts(EcgRecording ecg, Lead lead) {
        return 1000 * Arrays.stream(millivolts(ecg, lead)).sum();
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }

    private EcgRecording decode(String document, Charset charset) throws Exception {
        return EcgDecoder.standard().decode(write(document, charset), IN_VIENNA);
    }

    private Path write(String document, Charset charset) throws Exception {
        return Files.write(folder.resolve("ecg"), document.getBytes(charset));
    }

    private static String document(String component, String more) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <AnnotatedECG xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
                <id root="61d1a24f-b47e-41aa-ae95-f8ac302f4eeb"/><code code="93000" codeSystem="2.16.840.1.113883.6.12"/>\
                <componentOf><timepointEvent><componentOf><subjectAssignment><subject><trialSubject>\
                <id root="2.16.840.1.113883.3.400" extension="SBJ-123"/><subjectDemographicPerson>\
                <name><family>Muster</family><given>Eva</given></name><administrativeGenderCode code="F"/>\
                <birthTime value="19530508"/></subjectDemographicPerson></trialSubject></subject></subjectAssignment>\
                </componentOf></timepointEvent></componentOf>\
                <location><testingSite><location><name>Clinic</name></location></testingSite></location>\
                <controlVariable><relatedObservation><code code="21612-7" codeSystem="2.16.840.1.113883.6.1"/>\
                <value xsi:type="PQ" value="49" unit="a"/></relatedObservation></controlVariable>""" + component + more + "</AnnotatedECG>";
    }

    private static String series(String sets) {
        return """
                <component><series><code code="RHYTHM" codeSystem="2.16.840.1.113883.5.4"/>\
                <effectiveTime><low value="20021122091000"/><high value="20021122091010"/></effectiveTime>\
                <author><seriesAuthor><manufacturedSeriesDevice><manufacturerModelName>Model 1</manufacturerModelName>\
                </manufacturedSeriesDevice><manufacturerOrganization><name>Maker</name></manufacturerOrganization>\
                </seriesAuthor></author>""" + sets + """
                <subjectOf><annotationSet><component><annotation><code code="MDC_ECG_TIME_PD_PR" displayName="PR Interval"/>\
                <value xsi:type="PQ" value="148" unit="ms"/></annotation></component>\
                <component><annotation><code code="MDC_ECG_TIME_PD_QT"/><value xsi:type="PQ" value="400" unit="ms"/>\
                <support><supportingROI><component><boundary><code code="MDC_ECG_LEAD_V1"/></boundary></component>\
                </supportingROI></support></annotation></component>\
                <component><annotation><code code="MDC_ECG_INTERPRETATION_STATEMENT"/>\
                <value xsi:type="ST">Sinus rhythm</value></annotation></component>\
                <component><annotation><code code="MDC_ECG_WAVC"/><value xsi:type="CE" code="MDC_ECG_WAVC_QRSWAVE"/>\
                </annotation></component></annotationSet></subjectOf></series></component>""";
    }

    private static String set(String sequences) {
        return "<component><sequenceSet>" + sequences + "</sequenceSet></component>";
    }

    private static String times(String head, String increment) {
        return "<component><sequence><code code=\"TIME_ABSOLUTE\" codeSystem=\"2.16.840.1.113883.5.4\"/>"
                + "<value xsi:type=\"GLIST_TS\"><head value=\"" + head + "\"/><increment value=\"" + increment
                + "\" unit=\"s\"/></value></sequence></component>";
    }

    private static String lead(String code, String digits) {
        return "<component><sequence><code code=\"" + code + "\" codeSystem=\"2.16.840.1.113883.6.24\"/>"
                + "<value xsi:type=\"SLIST_PQ\"><origin value=\"10\" unit=\"uV\"/><scale value=\"2.5\" unit=\"uV\"/><digits>"
                + digits + "</digits></value></sequence></component>";
    }
}
