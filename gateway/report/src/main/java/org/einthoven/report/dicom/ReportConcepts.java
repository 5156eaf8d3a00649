package org.einthoven.report.dicom;

import static org.einthoven.report.dicom.CodedConcept.dcm;
import static org.einthoven.report.dicom.CodedConcept.loinc;
import static org.einthoven.report.dicom.CodedConcept.mdc;
import static org.einthoven.report.dicom.CodedConcept.own;
import static org.einthoven.report.dicom.CodedConcept.sct;
import static org.einthoven.report.dicom.CodedConcept.ucum;

/** The concepts of a report that are no findings and no measurements: PS3.16 TID 3700 and its sub-templates, annex D. */
final class ReportConcepts {
    /** TID 3700 row 1. */
    static final CodedConcept ECG_REPORT = loinc("28010-7", "ECG Report");
    /** A document title of CID 7000, which prints this code with a check digit of 0. */
    static final CodedConcept ECG_STUDY = loinc("11524-6", "ECG Report");

    static final CodedConcept LANGUAGE = dcm("121049", "Language of Content Item and Descendants");
    static final CodedConcept ENGLISH = CodedConcept.of("en", "RFC5646", "English");

    // Observer context: TID 1002, 1004.
    static final CodedConcept OBSERVER_TYPE = dcm("121005", "Observer Type");
    static final CodedConcept DEVICE = dcm("121007", "Device");
    static final CodedConcept DEVICE_UID = dcm("121012", "Device Observer UID");
    static final CodedConcept DEVICE_NAME = dcm("121013", "Device Observer Name");
    static final CodedConcept DEVICE_MANUFACTURER = dcm("121014", "Device Observer Manufacturer");
    static final CodedConcept DEVICE_MODEL = dcm("121015", "Device Observer Model Name");

    static final CodedConcept PROCEDURE_REPORTED = dcm("121058", "Procedure reported");
    /** CID 3670. */
    static final CodedConcept TWELVE_LEAD_ECG = sct("268400002", "12-Lead ECG");

    // The source: TID 3708, with TID 4019 for the algorithm.
    static final CodedConcept CURRENT_PROCEDURE = loinc("55111-9", "Current Procedure Descriptions");
    static final CodedConcept PROCEDURE_DATE_TIME = dcm("122146", "Procedure DateTime");
    static final CodedConcept SOURCE_OF_MEASUREMENT = dcm("121112", "Source of Measurement");
    static final CodedConcept ACQUISITION_DEVICE_TYPE = dcm("122142", "Acquisition Device Type");
    /** CID 3690. */
    static final CodedConcept SAMPLE_RATE = mdc("10:11393", "Sample rate");

    static final CodedConcept SOURCE_IDENTIFIER = own("source-id", "Identifier of the source ECG");
    static final CodedConcept SOURCE_HASH = own("source-sha256", "SHA-256 of the source ECG's content");
    static final CodedConcept ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    static final CodedConcept ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    static final CodedConcept ALGORITHM_MANUFACTURER = dcm("122405", "Algorithm Manufacturer");
    static final CodedConcept ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");

    // Measurements: TID 3713.
    static final CodedConcept QUANTITATIVE_ANALYSIS = dcm("122144", "Quantitative Analysis");
    static final CodedConcept GLOBAL_MEASUREMENTS = dcm("122158", "ECG Global Measurements");

    // Findings: TID 3717.
    static final CodedConcept QUALITATIVE_ANALYSIS = dcm("122145", "Qualitative Analysis");
    static final CodedConcept ECG_FINDING = sct("271921002", "ECG Finding");
    static final CodedConcept PROBABILITY = dcm("122157", "Probability");
    static final CodedConcept THRESHOLD = own("threshold", "Probability from which the finding is called present");

    // Summary: TID 3719.
    static final CodedConcept SUMMARY = loinc("55112-7", "Summary");

    static final CodedConcept INTENDED_USE = own("intended-use", "Intended use");
    static final CodedConcept QUALITY = own("ecg-quality", "ECG recording quality");
    static final CodedConcept LEAD_ID = dcm("122148", "Lead ID");
    static final CodedConcept COMMENT = dcm("121106", "Comment");

    static final CodedConcept NO_UNITS = ucum("1", "no units");
    static final CodedConcept HERTZ = ucum("Hz", "Hertz");

    private ReportConcepts() {}
}
