package org.einthoven.ecg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignedPatientTest {
    private static final Demographics PERSON = new Demographics("DOE^JANE", null, Demographics.Sex.FEMALE, 44);
    private static final PatientRef ASSIGNED = new PatientRef("4711", "urn:oid:1");
    private static final QualityIssue REMARK = QualityIssue.note("patient-assigned", "A person said so.");

    @Test
    void whatTheRecordingSaysOfAnotherPersonIsLeftOut() {
        for (PatientRef another : List.of(new PatientRef("12", null), new PatientRef("4711", "urn:oid:2"))) {
            assertThat(assigned(another).demographics()).isEqualTo(Demographics.UNKNOWN);
        }
    }

    @Test
    void whatItSaysOfThatPersonOrOfNobodyStays() {
        assertThat(assigned(null).demographics()).isEqualTo(PERSON);
        assertThat(assigned(new PatientRef("4711", null)).demographics()).isEqualTo(PERSON);
        assertThat(assigned(null).patient()).isEqualTo(ASSIGNED);
        assertThat(assigned(null).issues()).containsExactly(REMARK);
    }

    private static EcgRecording assigned(@Nullable PatientRef named) {
        return new EcgRecording(
                        "DICOM",
                        new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2", "0".repeat(64)),
                        Map.of(Lead.I, new SampledSignal(500, new double[] {0, 1})),
                        named,
                        PERSON,
                        OrderRef.NONE,
                        Acquisition.UNKNOWN,
                        List.of(),
                        List.of())
                .withPatient(ASSIGNED, REMARK);
    }
}
