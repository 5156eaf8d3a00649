package org.einthoven.app.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.einthoven.app.fhir.ExampleReports;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.Test;

/** What holds for a delivery to any destination. */
abstract class DestinationContract {
    abstract ReportDestination destination();

    /** What the destination shows; empty without such a report. */
    abstract Optional<DiagnosticReport> reportThere(String id) throws Exception;

    /** A person changes the report that is there, with If-Match. */
    abstract void changeByPerson(DiagnosticReport report) throws Exception;

    @Test
    void deliversOnceAndARepeatWritesNothing() throws Exception {
        String id = UUID.randomUUID().toString();

        DeliveryResult first = destination().deliver(ReportDelivery.of(ExampleReports.bundle(id)));
        assertThat(first).isInstanceOf(DeliveryResult.Delivered.class);
        String version = ((DeliveryResult.Delivered) first).version();
        assertThat(first).isEqualTo(new DeliveryResult.Delivered(version, true));

        assertThat(destination().deliver(new ReportDelivery(ExampleReports.bundle(id), version, false)))
                .as("a repeat that remembers")
                .isEqualTo(new DeliveryResult.Delivered(version, false));
        assertThat(destination().deliver(ReportDelivery.of(ExampleReports.bundle(id))))
                .as("a repeat that does not")
                .isEqualTo(new DeliveryResult.Delivered(version, false));
        assertThat(reportThere(id).orElseThrow().getIdElement().getVersionIdPart())
                .isEqualTo(version);
    }

    @Test
    void rewritesOurOwnUnchangedReportOnly() throws Exception {
        String id = UUID.randomUUID().toString();
        String version = delivered(ReportDelivery.of(ExampleReports.bundle(id)));
        Bundle newer = ExampleReports.bundle(ExampleReports.report(id).setConclusion("Another text."));

        String rewritten = delivered(new ReportDelivery(newer, version, true));

        assertThat(rewritten).isNotEqualTo(version);
        assertThat(reportThere(id).orElseThrow().getConclusion()).isEqualTo("Another text.");
    }

    @Test
    void neverOverwritesWhatAPersonVerified() throws Exception {
        String id = UUID.randomUUID().toString();
        String version = delivered(ReportDelivery.of(ExampleReports.bundle(id)));
        changeByPerson(reportThere(id)
                .orElseThrow()
                .setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL)
                .setConclusion("Sinus rhythm."));

        for (boolean rewrite : new boolean[] {false, true}) {
            assertThat(destination().deliver(new ReportDelivery(ExampleReports.bundle(id), version, rewrite)))
                    .isEqualTo(new DeliveryResult.KeptVerified("the report's status there is final"));
        }
        assertThat(reportThere(id).orElseThrow().getConclusion()).isEqualTo("Sinus rhythm.");
    }

    @Test
    void neverOverwritesWhatAPersonChangedWithoutVerifying() throws Exception {
        String id = UUID.randomUUID().toString();
        String version = delivered(ReportDelivery.of(ExampleReports.bundle(id)));
        changeByPerson(reportThere(id).orElseThrow().setConclusion("To be looked at again."));

        assertThat(destination().deliver(new ReportDelivery(ExampleReports.bundle(id), version, true)))
                .isInstanceOf(DeliveryResult.KeptVerified.class);
        assertThat(reportThere(id).orElseThrow().getConclusion()).isEqualTo("To be looked at again.");
    }

    @Test
    void tellsWhichReportsItDoesNotHave() throws Exception {
        String there = UUID.randomUUID().toString();
        String absent = UUID.randomUUID().toString();
        delivered(ReportDelivery.of(ExampleReports.bundle(there)));

        assertThat(destination().missing(List.of(there, absent))).containsExactly(absent);
        assertThat(destination().missing(List.of())).isEmpty();
    }

    private String delivered(ReportDelivery delivery) {
        DeliveryResult result = destination().deliver(delivery);
        assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
        return ((DeliveryResult.Delivered) result).version();
    }
}
