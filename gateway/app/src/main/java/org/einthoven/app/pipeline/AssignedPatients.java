package org.einthoven.app.pipeline;

import org.apache.camel.Exchange;
import org.einthoven.app.ledger.AssignedPatient;
import org.einthoven.camel.EcgReading;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;

/** The bean {@code patients}: whose an ECG is. */
public final class AssignedPatients {
    /**
     * The remark stands in each report, in whatever form it is written, and says nothing of the person who assigned: the
     * ledger has the name.
     */
    private static final QualityIssue REMARK = QualityIssue.note(
            "patient-assigned", "The patient was assigned by a person when the ECG was released from quarantine.");

    /** Where a person said whose the ECG in the body is, that stands above what the ECG says. */
    public void assign(Exchange exchange) {
        AssignedPatient assigned = exchange.getProperty(Exchanges.ASSIGNED_PATIENT, AssignedPatient.class);
        if (assigned != null) {
            EcgReading reading = exchange.getMessage().getBody(EcgReading.class);
            PatientRef patient = new PatientRef(assigned.identifier(), assigned.issuer());
            exchange.getMessage().setBody(EcgReading.of(reading.recording().withPatient(patient, REMARK)));
        }
    }
}
