package org.einthoven.app.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Optional;
import java.util.UUID;
import org.einthoven.app.fhir.ExampleReports;
import org.einthoven.tests.SharedFhirServer;
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deliveries to a real HAPI JPA server in its own process. */
@ExtendWith(SharedFhirServer.class)
class FhirServerDestinationIT extends DestinationContract {
    private static FhirServerDestination destination;
    private static IGenericClient person;

    @BeforeAll
    static void start(FhirServerProcess server) throws Exception {
        destination = new FhirServerDestination("hospital", FhirServerSettings.of(server.address(), null));
        ca.uhn.fhir.context.FhirContext context = ca.uhn.fhir.context.FhirContext.forR4();
        context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        context.getRestfulClientFactory().setSocketTimeout(60_000);
        person = context.newRestfulGenericClient(server.address().toString());
    }

    @AfterAll
    static void stop() throws Exception {
        destination.close();
    }

    @Override
    ReportDestination destination() {
        return destination;
    }

    @Override
    Optional<DiagnosticReport> reportThere(String id) {
        try {
            return Optional.of(
                    person.read().resource(DiagnosticReport.class).withId(id).execute());
        } catch (ResourceNotFoundException absent) {
            return Optional.empty();
        }
    }

    @Override
    void changeByPerson(DiagnosticReport report) {
        person.update().resource(report).execute();
    }

    @Test
    void aRepeatedReportIsFoundOnceBySearch() {
        String id = UUID.randomUUID().toString();
        Bundle bundle = ExampleReports.bundle(id);
        destination.deliver(ReportDelivery.of(bundle));
        destination.deliver(ReportDelivery.of(bundle));

        Bundle found = person.search()
                .forResource(DiagnosticReport.class)
                .where(DiagnosticReport.IDENTIFIER.exactly().systemAndCode("urn:ietf:rfc:3986", "urn:uuid:" + id))
                .returnBundle(Bundle.class)
                .execute();

        assertThat(found.getEntry()).hasSize(1);
    }

    @Test
    void aReportThatAPersonDeletedStaysDeleted() {
        String id = UUID.randomUUID().toString();
        destination.deliver(ReportDelivery.of(ExampleReports.bundle(id)));
        person.delete().resourceById("DiagnosticReport", id).execute();

        assertThat(destination.deliver(ReportDelivery.of(ExampleReports.bundle(id))))
                .isEqualTo(new DeliveryResult.KeptVerified("the report was deleted there"));
    }
}
