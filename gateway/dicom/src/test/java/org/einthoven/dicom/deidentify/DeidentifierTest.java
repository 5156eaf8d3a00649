package org.einthoven.dicom.deidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.dicom.deidentify.DeidentificationSettings.Dates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that identifies stays, wherever and however it stands; what is measured stays. */
class DeidentifierTest {
    private static final byte[] SECRET = "an example of 32 bytes, no secret".getBytes(StandardCharsets.US_ASCII);
    private static final DicomPseudonyms PSEUDONYMS = new DicomPseudonyms(SECRET);
    private static final DeidentificationSettings KEEPING = new DeidentificationSettings(Dates.SHIFTED, true);

    @Test
    void nothingPlantedInAnyAttributeOfTheDictionaryStays() throws Exception {
        DicomDataset object = Planted.waveform();
        for (int tag : Planted.everyAttribute()) {
            if (!object.contains(tag)) {
                object.set(Planted.element(tag));
            }
        }
        assertThat(Planted.found(bytes(object)))
                .as("the search finds what was planted")
                .hasSize(7);

        assertThat(Planted.found(basic(object))).isEmpty();
        assertThat(Planted.found(bytes(object, KEEPING), "Zyxwvut", "Quirin", "47110815", Planted.DATE))
                .isEmpty();
    }

    /** Without a name in the object that would give it away elsewhere. */
    @Test
    void nothingPlantedInASingleAttributeOfTheTableStays() throws Exception {
        List<Integer> tags = Planted.everyAttribute().stream()
                .filter(tag -> ConfidentialityProfile.row(tag) != null)
                .toList();
        assertThat(tags).hasSizeGreaterThan(600);
        for (int tag : tags) {
            DicomDataset object = Planted.waveform().set(Planted.element(tag));
            object.getItems(Tag.WaveformSequence).get(0).set(Planted.element(tag));
            channel(object).set(Planted.element(tag));
            object.setItems(Tag.WaveformAnnotationSequence, new DicomDataset().set(Planted.element(tag)));
            if (tag != Tag.ContentSequence) {
                object.setItems(Tag.ContentSequence, new DicomDataset().set(Planted.element(tag)));
            }
            for (DeidentificationSettings settings : List.of(DeidentificationSettings.BASIC, KEEPING)) {
                List<String> found = Planted.found(bytes(object, settings));
                boolean time = settings == KEEPING && found.equals(List.of(Planted.TIME, Planted.TIME.substring(0, 6)));
                assertThat(time ? List.of() : found).as(Tag.describe(tag)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(VR.class)
    void nothingPlantedUnderAnyVrStays(VR vr) throws Exception {
        DicomDataset object = new DicomDataset();
        for (int tag : Planted.everyAttribute()) {
            object.set(Planted.element(tag, vr));
        }
        object.setString(Tag.SOPClassUID, UID.GeneralECGWaveformStorage);
        object.setString(Tag.SOPInstanceUID, "1.2.3.4");

        assertThat(Planted.found(bytes(object))).contains("Zyxwvut", "Quirin");
        for (DeidentificationSettings settings : List.of(DeidentificationSettings.BASIC, KEEPING)) {
            assertThat(Planted.found(bytes(object, settings))).isEmpty();
        }
    }

    @Test
    void nothingPlantedInItemsOfAnySequenceStays() throws Exception {
        List<Integer> all = Planted.everyAttribute();
        DicomDataset object = Planted.waveform();
        for (int tag : all) {
            if (Planted.element(tag) instanceof DicomSequence) {
                DicomDataset item = new DicomDataset();
                // Each attribute in some item, and those of codes and texts in all.
                for (int i = Math.floorMod(tag, 197); i < all.size(); i += 197) {
                    item.set(Planted.element(all.get(i)));
                }
                Planted.texts().forEach(item::set);
                object.set(new DicomSequence(tag, nestedOnceMore(item)));
            }
        }

        assertThat(Planted.found(bytes(object))).hasSize(7);
        assertThat(Planted.found(basic(object))).isEmpty();
    }

    private static List<DicomDataset> nestedOnceMore(DicomDataset item) {
        DicomDataset around = new DicomDataset();
        for (int tag : new int[] {
            Tag.WaveformSequence, Tag.ChannelDefinitionSequence, Tag.ContentSequence, Tag.ReferencedSOPSequence
        }) {
            around.setItems(tag, item.copy());
        }
        return List.of(item, around);
    }

    @Test
    void nothingPlantedInPrivateGroupsFileMetaOrBehindTheSamplesStays() throws Exception {
        DicomDataset object = Planted.waveform();
        for (int group : new int[] {0x0009, 0x0011, 0x1455, 0x5401, 0x7001, 0x7FE1}) {
            object.setString(group << 16 | 0x0010, VR.LO, Planted.NAME);
            object.setString(group << 16 | 0x1001, VR.UT, Planted.NAME);
            object.setBytes(group << 16 | 0x1002, VR.OB, Planted.NAME.getBytes(StandardCharsets.US_ASCII));
            object.setItems(group << 16 | 0x1003, Planted.texts());
        }
        DicomDataset waveform = object.getItems(Tag.WaveformSequence).get(0);
        byte[] samples = Planted.samples(500);
        byte[] longer = Arrays.copyOf(samples, samples.length + 14);
        System.arraycopy(Planted.NAME.getBytes(StandardCharsets.US_ASCII), 0, longer, samples.length, 14);
        waveform.setBytes(Tag.WaveformData, VR.OW, longer);
        DicomDataset meta = new DicomDataset()
                .setString(Tag.SourceApplicationEntityTitle, "ZYXWVUT")
                .setString(Tag.SendingApplicationEntityTitle, "Zyxwvut")
                .setString(Tag.MediaStorageSOPInstanceUID, Planted.UID_DIGITS)
                .setString(Tag.PrivateInformationCreatorUID, Planted.UID_DIGITS)
                .setBytes(Tag.PrivateInformation, VR.OB, Planted.NAME.getBytes(StandardCharsets.US_ASCII));

        DicomFile result = deidentifier(DeidentificationSettings.BASIC)
                .deidentify(new DicomFile(meta, object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, List.of()));

        byte[] written = DicomWriter.standard().toBytes(result, result.transferSyntax());
        assertThat(Planted.found(written)).isEmpty();
        assertThat(Planted.found(written, "ZYXWVUT")).isEmpty();
        assertThat(result.dataset().getItems(Tag.WaveformSequence).get(0).getBytes(Tag.WaveformData))
                .isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, Jürgen, Müller-Lüdenscheidt, ISO-8859-1",
        "ISO_IR 192, Žofia, Šťastná, UTF-8",
        "ISO_IR 144, Людмила, Иванова, ISO-8859-5",
        "ISO_IR 126, Διονυσιος, Παπαδόπουλος, ISO-8859-7",
        "GB18030, 小东东, 王欧阳, GB18030",
        "GBK, 小东东, 王欧阳, GBK",
        "Big5, 許功蓋, 張小華, Big5",
        "'\\ISO 2022 IR 149', 길동동, 홍홍길, EUC-KR",
        "ISO_IR 13, ﾀﾛｳﾀﾛｳ, ﾔﾏﾀﾞﾔﾏ, Shift_JIS",
        "'', Jürgen, Müller-Lüdenscheidt, UTF-8",
        "ISO_IR 999, Jürgen, Müller-Lüdenscheidt, ISO-8859-1"
    })
    void namesInAnyCharacterSetAreFoundOutInTextsThatWouldStay(String term, String given, String family, String charset)
            throws Exception {
        byte[] name = (family + "^" + given).getBytes(charset);
        byte[] sentence = ("ECG of " + family).getBytes(charset);
        DicomDataset object = Planted.waveform();
        object.setBytes(Tag.SpecificCharacterSet, VR.CS, term.getBytes(StandardCharsets.US_ASCII));
        object.setBytes(Tag.PatientName, VR.PN, name);
        for (int tag : new int[] {Tag.Manufacturer, Tag.ManufacturerModelName, Tag.SoftwareVersions}) {
            object.setBytes(tag, VR.LO, sentence);
        }
        DicomDataset channel = channel(object);
        channel.setBytes(Tag.ChannelLabel, VR.SH, sentence);
        channel.getItems(Tag.ChannelSourceSequence).get(0).setBytes(Tag.CodeMeaning, VR.LO, sentence);
        object.setItems(
                Tag.WaveformAnnotationSequence,
                new DicomDataset().setBytes(Tag.UnformattedTextValue, VR.ST, sentence),
                new DicomDataset()
                        .setItems(Tag.ConceptNameCodeSequence, Planted.code("8867-4", "LN", "Heart rate"))
                        .setString(Tag.NumericValue, "69"));

        assertThat(Planted.found(bytes(object), family, given)).hasSize(2);
        DicomFile result = deidentify(object);

        assertThat(Planted.found(bytes(result.dataset()), family, given)).isEmpty();
        assertThat(result.dataset().contains(Tag.Manufacturer)).isTrue();
        assertThat(channel(result.dataset())
                        .getItems(Tag.ChannelSourceSequence)
                        .get(0)
                        .getString(Tag.CodeMeaning))
                .isEqualTo("2:1");
        assertThat(result.dataset().getItems(Tag.WaveformAnnotationSequence))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.getString(Tag.NumericValue)).isEqualTo("69");
                    assertThat(item.getItems(Tag.ConceptNameCodeSequence).get(0).getString(Tag.CodeMeaning))
                            .isEqualTo("Heart rate");
                });
    }

    @Test
    void equipmentAndLabelsStayUnlessTheySayWhatTheObjectCallsSomebody() throws Exception {
        DicomDataset object = Planted.waveform()
                .setString(Tag.Manufacturer, "Mortara Instrument, Inc.")
                .setString(Tag.ManufacturerModelName, "cart of St. Elsewhere")
                .setString(Tag.InstitutionName, "St. Elsewhere")
                .setString(Tag.OperatorsName, "Nightingale^Florence");
        channel(object).setString(Tag.ChannelLabel, "Lead I (Einthoven)");
        object.getItems(Tag.WaveformSequence).get(0).setString(Tag.MultiplexGroupLabel, "FLORENCE");

        DicomDataset result = deidentify(object).dataset();

        assertThat(result.getString(Tag.Manufacturer)).isEqualTo("Mortara Instrument, Inc.");
        assertThat(result.getString(Tag.ManufacturerModelName)).isNull();
        assertThat(channel(result).getString(Tag.ChannelLabel)).isEqualTo("Lead I (Einthoven)");
        assertThat(result.getItems(Tag.WaveformSequence).get(0).contains(Tag.MultiplexGroupLabel))
                .isFalse();
    }

    @Test
    void patientsHavePseudonymsUnderTheSecret() throws Exception {
        DicomDataset object =
                Planted.waveform().setString(Tag.PatientID, "4711 ").setString(Tag.IssuerOfPatientID, "A");
        String pseudonym = deidentify(object).dataset().getString(Tag.PatientID);

        assertThat(pseudonym).matches("[0-9a-f]{32}");
        assertThat(deidentify(object.copy()).dataset().getString(Tag.PatientID)).isEqualTo(pseudonym);
        assertThat(deidentify(object.copy().setString(Tag.IssuerOfPatientID, "B"))
                        .dataset()
                        .getString(Tag.PatientID))
                .isNotEqualTo(pseudonym);
        byte[] other = SECRET.clone();
        other[0]++;
        assertThat(new Deidentifier(DeidentificationSettings.BASIC, new DicomPseudonyms(other))
                        .deidentify(DicomFile.of(object))
                        .dataset()
                        .getString(Tag.PatientID))
                .isNotEqualTo(pseudonym);
        assertThat(deidentify(Planted.waveform()).dataset().getString(Tag.PatientID))
                .isNull();
    }

    @Test
    void aUidIsTheSameNewOneEverywhere() throws Exception {
        DicomDataset object = Planted.waveform().setString(Tag.StudyInstanceUID, "1.2.3.5");
        DicomDataset report = new DicomDataset()
                .setString(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3.6")
                .setString(Tag.StudyInstanceUID, "1.2.3.5\0")
                .setItems(
                        Tag.ContentSequence,
                        new DicomDataset()
                                .setString(Tag.ValueType, "WAVEFORM")
                                .setItems(Tag.ReferencedSOPSequence, reference("1.2.3.4")),
                        new DicomDataset().setString(Tag.ValueType, "UIDREF").setString(Tag.UID, "1.2.3.4"))
                .setItems(
                        Tag.CurrentRequestedProcedureEvidenceSequence,
                        new DicomDataset()
                                .setString(Tag.StudyInstanceUID, "1.2.3.5")
                                .setItems(
                                        Tag.ReferencedSeriesSequence,
                                        new DicomDataset().setItems(Tag.ReferencedSOPSequence, reference("1.2.3.4"))));

        DicomDataset waveform = deidentify(object).dataset();
        DicomDataset document = deidentify(report).dataset();

        String instance = waveform.getString(Tag.SOPInstanceUID);
        String study = waveform.getString(Tag.StudyInstanceUID);
        assertThat(List.of(instance, study)).doesNotHaveDuplicates().allSatisfy(uid -> {
            assertThat(uid).startsWith("2.25.").matches(text -> UID.isValid(text));
        });
        List<DicomDataset> content = document.getItems(Tag.ContentSequence);
        DicomDataset referenced =
                content.get(0).getItems(Tag.ReferencedSOPSequence).get(0);
        assertThat(referenced.getString(Tag.ReferencedSOPInstanceUID)).isEqualTo(instance);
        assertThat(referenced.getString(Tag.ReferencedSOPClassUID)).isEqualTo(UID.GeneralECGWaveformStorage);
        assertThat(content.get(1).getString(Tag.UID)).isEqualTo(instance);
        DicomDataset evidence =
                document.getItems(Tag.CurrentRequestedProcedureEvidenceSequence).get(0);
        assertThat(evidence.getString(Tag.StudyInstanceUID)).isEqualTo(study);
        assertThat(document.getString(Tag.StudyInstanceUID)).isEqualTo(study);
    }

    @Test
    void anItemOfAReportThatLosesItsCodeGoesWhole() throws Exception {
        DicomDataset language =
                coded(Planted.code("121049", "DCM", "Language"), Planted.code("en", "RFC5646", "English"));
        DicomDataset foreign = coded(Planted.code("121058", "DCM", "Procedure"), Planted.code("x", "Local", "x"));
        DicomDataset unnamed = coded(Planted.code("x", "Local", "x"), Planted.code("121062", "DCM", "Present"));
        DicomDataset report = new DicomDataset()
                .setString(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3.6")
                .setItems(Tag.ContentSequence, language, foreign, unnamed);

        List<DicomDataset> content = deidentify(report).dataset().getItems(Tag.ContentSequence);
        assertThat(content).hasSize(1);
        assertThat(content.get(0).getItems(Tag.ConceptCodeSequence).get(0).getString(Tag.CodeValue))
                .isEqualTo("en");
    }

    private static DicomDataset coded(DicomDataset name, DicomDataset code) {
        return new DicomDataset()
                .setString(Tag.ValueType, "CODE")
                .setItems(Tag.ConceptNameCodeSequence, name)
                .setItems(Tag.ConceptCodeSequence, code);
    }

    private static DicomDataset reference(String uid) {
        return new DicomDataset()
                .setString(Tag.ReferencedSOPClassUID, UID.GeneralECGWaveformStorage)
                .setString(Tag.ReferencedSOPInstanceUID, uid);
    }

    @ParameterizedTest
    @CsvSource({"1.2..3", "1.2.3.", "01.2", "Zyxwvut", "1.2.840.10008.4711"})
    void whatIsNoUidGetsOne(String uid) throws Exception {
        DicomDataset object = Planted.waveform().setString(Tag.StudyInstanceUID, uid);

        assertThat(deidentify(object).dataset().getString(Tag.StudyInstanceUID))
                .startsWith("2.25.")
                .matches(text -> UID.isValid(text));
    }

    @Test
    void theStandardsOwnUidsStay() throws Exception {
        DicomDataset object = Planted.waveform()
                .setString(Tag.SynchronizationFrameOfReferenceUID, "1.2.840.10008.15.1.1")
                .setString(Tag.RelatedGeneralSOPClassUID, UID.GeneralECGWaveformStorage)
                .setString(Tag.SOPInstanceUID, "");

        DicomDataset result = deidentify(object).dataset();

        assertThat(result.getString(Tag.SynchronizationFrameOfReferenceUID)).isEqualTo("1.2.840.10008.15.1.1");
        assertThat(result.getString(Tag.RelatedGeneralSOPClassUID)).isEqualTo(UID.GeneralECGWaveformStorage);
        assertThat(result.getString(Tag.SOPClassUID)).isEqualTo(UID.GeneralECGWaveformStorage);
        assertThat(result.getString(Tag.SOPInstanceUID)).startsWith("2.25.");
    }

    @Test
    void datesGoWithoutATraceByDefault() throws Exception {
        DicomDataset result = deidentify(dated()).dataset();

        assertThat(result.getString(Tag.AcquisitionDateTime)).isEqualTo("19000101000000");
        assertThat(result.getString(Tag.ContentDate)).isEqualTo("19000101");
        assertThat(result.contains(Tag.StudyDate)).isTrue();
        assertThat(result.getString(Tag.StudyDate)).isNull();
        assertThat(result.contains(Tag.AcquisitionDate)).isFalse();
        assertThat(result.contains(Tag.TimezoneOffsetFromUTC)).isFalse();
        assertThat(result.getString(Tag.LongitudinalTemporalInformationModified))
                .isEqualTo("REMOVED");
    }

    @Test
    void datesOfAPatientAreShiftedByTheSameDays() throws Exception {
        DicomDataset first = deidentify(dated(), KEEPING);
        DicomDataset later = deidentify(
                dated().setString(Tag.StudyDate, "20200310").setString(Tag.SOPInstanceUID, "1.2.9"), KEEPING);

        String date = Objects.requireNonNull(first.getString(Tag.StudyDate));
        assertThat(date).isNotEqualTo("20200303").isLessThan("20200303").isGreaterThanOrEqualTo("20190304");
        assertThat(java.time.temporal.ChronoUnit.DAYS.between(
                        day(date), day(Objects.requireNonNull(later.getString(Tag.StudyDate)))))
                .isEqualTo(7);
        assertThat(first.getString(Tag.AcquisitionDateTime)).isEqualTo(date + "101112.5+0100");
        assertThat(first.getString(Tag.ContentDate)).isEqualTo(date);
        assertThat(first.getString(Tag.StudyTime)).isEqualTo("101112");
        assertThat(first.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo("+0100");
        assertThat(first.getString(Tag.PatientBirthDate)).isNull();
        assertThat(first.getString(Tag.LongitudinalTemporalInformationModified)).isEqualTo("MODIFIED");
        String another =
                deidentify(dated().setString(Tag.PatientID, "8"), KEEPING).getString(Tag.StudyDate);
        assertThat(another).isNotEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({"2020", "202013", "20200230", "2020-03-03", "20200303-20200310", "Zyxwvut", "20200303101112+0160x"})
    void aDateThatCannotBeShiftedGoes(String text) throws Exception {
        DicomDataset object = dated().setString(Tag.AcquisitionDateTime, text).setString(Tag.StudyDate, text);

        DicomDataset result = deidentify(object, KEEPING);

        assertThat(result.getString(Tag.AcquisitionDateTime)).isEqualTo("19000101000000");
        assertThat(result.getString(Tag.StudyDate)).isNull();
    }

    private static java.time.LocalDate day(String date) {
        return java.time.LocalDate.parse(date, java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static DicomDataset dated() {
        return Planted.waveform()
                .setString(Tag.PatientID, "7")
                .setString(Tag.PatientBirthDate, "19500101")
                .setString(Tag.StudyDate, "20200303")
                .setString(Tag.StudyTime, "101112")
                .setString(Tag.AcquisitionDate, "20200303")
                .setString(Tag.ContentDate, "20200303")
                .setString(Tag.ContentTime, "101112")
                .setString(Tag.AcquisitionDateTime, "20200303101112.5+0100")
                .setString(Tag.TimezoneOffsetFromUTC, "+0100");
    }

    @ParameterizedTest
    @CsvSource({"064Y, 064Y", "090Y, 090Y", "103Y, 090Y", "003D, 003D", "Zyxwvut,", "64,"})
    void characteristicsStayOnlyWhereTheSettingsSaySo(String age, String kept) throws Exception {
        DicomDataset object = Planted.waveform()
                .setString(Tag.PatientSex, "F")
                .setString(Tag.PatientAge, age)
                .setString(Tag.PatientWeight, "71.5")
                .setString(Tag.EthnicGroup, "anything");

        DicomDataset basic = deidentify(object).dataset();
        DicomDataset keeping = deidentify(object, KEEPING);

        assertThat(basic.getString(Tag.PatientSex)).isNull();
        assertThat(basic.contains(Tag.PatientAge)).isFalse();
        assertThat(basic.contains(Tag.PatientWeight)).isFalse();
        assertThat(keeping.getString(Tag.PatientSex)).isEqualTo("F");
        assertThat(keeping.getString(Tag.PatientAge)).isEqualTo(kept);
        assertThat(keeping.getString(Tag.PatientWeight)).isEqualTo("71.5");
        assertThat(keeping.contains(Tag.EthnicGroup)).isFalse();
    }

    @Test
    void theObjectSaysWhatWasDone() throws Exception {
        DicomDataset basic = deidentify(Planted.waveform()).dataset();
        DicomDataset keeping = deidentify(Planted.waveform(), KEEPING);

        assertThat(basic.getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
        assertThat(basic.getString(Tag.DeidentificationMethod)).contains("PS3.15");
        assertThat(codes(basic)).containsExactly("113100", "113104");
        assertThat(codes(keeping)).containsExactly("113100", "113104", "113107", "113108");
    }

    private static List<String> codes(DicomDataset dataset) {
        List<String> codes = new ArrayList<>();
        for (DicomDataset item : dataset.getItems(Tag.DeidentificationMethodCodeSequence)) {
            assertThat(item.getString(Tag.CodingSchemeDesignator)).isEqualTo("DCM");
            codes.add(item.getString(Tag.CodeValue));
        }
        return codes;
    }

    @Test
    void aStructuredReportKeepsItsCodesAndNumbersButNoTextAndNoPerson() throws Exception {
        DicomDataset rate = new DicomDataset()
                .setString(Tag.RelationshipType, "CONTAINS")
                .setString(Tag.ValueType, "NUM")
                .setItems(Tag.ConceptNameCodeSequence, Planted.code("8867-4", "LN", "Heart rate"))
                .setItems(
                        Tag.MeasuredValueSequence,
                        new DicomDataset()
                                .setString(Tag.NumericValue, "61")
                                .setItems(
                                        Tag.MeasurementUnitsCodeSequence, Planted.code("/min", "UCUM", "per minute")));
        DicomDataset report = new DicomDataset()
                .setString(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3.6")
                .setString(Tag.VerificationFlag, "VERIFIED")
                .setItems(
                        Tag.VerifyingObserverSequence,
                        new DicomDataset()
                                .setString(Tag.VerifyingObserverName, Planted.NAME)
                                .setString(Tag.VerifyingOrganization, "Zyxwvut")
                                .setString(Tag.VerificationDateTime, "20200303"))
                .setItems(Tag.AuthorObserverSequence, Planted.texts())
                .setItems(
                        Tag.ContentSequence,
                        rate,
                        new DicomDataset()
                                .setString(Tag.ValueType, "TEXT")
                                .setItems(Tag.ConceptNameCodeSequence, Planted.code("121071", "DCM", "Finding"))
                                .setString(Tag.TextValue, "Patient " + Planted.NAME + " was seen"),
                        new DicomDataset().setString(Tag.ValueType, "PNAME").setString(Tag.PersonName, Planted.NAME));

        DicomDataset result = deidentify(report).dataset();

        assertThat(Planted.found(bytes(result))).isEmpty();
        List<DicomDataset> content = result.getItems(Tag.ContentSequence);
        assertThat(content.get(0).getItems(Tag.MeasuredValueSequence).get(0).getString(Tag.NumericValue))
                .isEqualTo("61");
        assertThat(content.get(1).getString(Tag.TextValue)).isEqualTo("Removed");
        assertThat(content.get(1).getItems(Tag.ConceptNameCodeSequence).get(0).getString(Tag.CodeMeaning))
                .isEqualTo("Finding");
        assertThat(content.get(2).getString(Tag.PersonName)).isEqualTo("Removed");
        DicomDataset observer = result.getItems(Tag.VerifyingObserverSequence).get(0);
        assertThat(observer.getString(Tag.VerifyingObserverName)).isEqualTo("Removed");
        assertThat(observer.getString(Tag.VerificationDateTime)).isEqualTo("19000101000000");
        assertThat(result.contains(Tag.AuthorObserverSequence)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.840.10008.5.1.4.1.1.104.1 | 00420011 | an encapsulated document cannot be de-identified: what it shows may name the patient",
                "1.2.840.10008.5.1.4.1.1.9.1.1 | 00420011 | an encapsulated document cannot be de-identified: what it shows may name the patient",
                "1.2.840.10008.5.1.4.1.1.104.2 | 00100010 | an encapsulated document cannot be de-identified: what it shows may name the patient",
                "1.2.840.10008.5.1.4.1.1.7     | 7FE00010 | an image cannot be de-identified: what it shows may name the patient",
                "1.2.840.10008.5.1.4.1.1.9.4.1 | 54000100 | a voice cannot be de-identified",
                "1.2.840.10008.5.1.4.1.1.66    | 00100010 | only waveforms and structured reports can be de-identified",
                "1.2..3                        | 54000100 | (0008,0016) SOPClassUID is absent or no valid UID, so that the object is not de-identified",
            })
    void refusesWhatCannotBeCleaned(String sopClass, String tag, String sentence) {
        DicomDataset object = new DicomDataset().setString(Tag.SOPClassUID, sopClass);
        object.set(Planted.element(Integer.parseUnsignedInt(tag, 16)));

        assertThatThrownBy(() -> deidentify(object))
                .isInstanceOf(NotDeidentifiableException.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesAnObjectWhoseSamplesWereNotRead() throws Exception {
        byte[] bytes = bytes(Planted.waveform());
        DicomFile header = DicomReader.standard().readHeader(new java.io.ByteArrayInputStream(bytes));

        assertThatThrownBy(() -> deidentifier(KEEPING).deidentify(header)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecretHasAtLeast32Bytes(@TempDir Path folder) throws Exception {
        Path secret = Files.write(folder.resolve("secret"), new byte[31]);

        assertThatThrownBy(() -> DicomPseudonyms.of(secret)).hasMessageEndingWith("not 31");
        assertThat(DicomPseudonyms.of(Files.write(secret, SECRET)).uid("1.2")).isEqualTo(PSEUDONYMS.uid("1.2"));
    }

    private static DicomDataset channel(DicomDataset object) {
        return object.getItems(Tag.WaveformSequence)
                .get(0)
                .getItems(Tag.ChannelDefinitionSequence)
                .get(0);
    }

    private static Deidentifier deidentifier(DeidentificationSettings settings) {
        return new Deidentifier(settings, PSEUDONYMS);
    }

    private static DicomFile deidentify(DicomDataset object) throws Exception {
        return deidentifier(DeidentificationSettings.BASIC).deidentify(DicomFile.of(object));
    }

    private static DicomDataset deidentify(DicomDataset object, DeidentificationSettings settings) throws Exception {
        return deidentifier(settings).deidentify(DicomFile.of(object)).dataset();
    }

    private static byte[] basic(DicomDataset object) throws Exception {
        return bytes(object, DeidentificationSettings.BASIC);
    }

    private static byte[] bytes(DicomDataset object, DeidentificationSettings settings) throws Exception {
        return bytes(deidentify(object, settings));
    }

    private static byte[] bytes(DicomDataset object) {
        return DicomWriter.standard().toBytes(DicomFile.of(object), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }
}
