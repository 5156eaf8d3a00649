package org.einthoven.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

class ResourceContentTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    private static Observation observation() {
        Observation observation = new Observation();
        observation.setId("a");
        observation.getMeta().addSecurity(new Coding("http://example.org/security", "AIAST", null));
        observation.setSubject(new Reference("https://example.org/fhir/Patient/7"));
        observation.setEffective(new DateTimeType("2026-11"));
        observation.setValue(new Quantity().setValue(new BigDecimal("0.00000100")));
        observation.getCode().setText("a \"quoted\" ü text\n");
        return observation;
    }

    private static Bundle transaction(Resource resource, String url) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setFullUrl("urn:uuid:11111111-1111-4111-8111-111111111111")
                .setResource(resource)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl(url);
        return bundle;
    }

    private static void assertWrittenAsByTheLibrary(Resource resource) {
        String versioned = ResourceContent.of(resource).versioned(3, NOW);
        Resource expected = resource.copy();
        expected.setIdElement(
                new IdType(resource.fhirType(), resource.getIdElement().getIdPart(), "3"));
        expected.getMeta().setVersionId("3").setLastUpdated(Date.from(NOW));

        assertThat(versioned).isEqualTo(FhirJson.encode(expected));
    }

    @Test
    void idVersionAndTimeArePutInAsTheLibraryPutsThem() {
        assertWrittenAsByTheLibrary(observation());
        assertWrittenAsByTheLibrary(new Patient().setActive(true).setId("b"));
        assertWrittenAsByTheLibrary(new Patient().setId("c"));
    }

    @Test
    void aTransactionTakenApartGivesTheSameContent() {
        ResourceContent whole = ResourceContent.of(observation());
        List<ResourceContent> parts = ReportTransaction.of(FhirJson.encode(transaction(observation(), "Observation/a")))
                .resources();

        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).text()).isEqualTo(whole.text());
        assertThat(parts.get(0).hash()).isEqualTo(whole.hash());
        assertThat(parts.get(0).index()).isEqualTo(whole.index());
        assertThat(parts.get(0).id()).isEqualTo("a");
    }

    @Test
    void referencesToAFullUrlBecomeRelative() {
        Bundle bundle = transaction(observation(), "Observation/a");
        Observation second = new Observation();
        second.setId("b");
        second.addDerivedFrom(new Reference("urn:uuid:11111111-1111-4111-8111-111111111111"));
        bundle.addEntry()
                .setResource(second)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Observation/b");

        assertThat(ReportTransaction.of(FhirJson.encode(bundle))
                        .resources()
                        .get(1)
                        .text())
                .contains("\"reference\":\"Observation/a\"");
    }

    @Test
    void anEntryThatIsNoPutByItsIdIsRefused() {
        ReportTransaction other = ReportTransaction.of(FhirJson.encode(transaction(observation(), "Observation/b")));

        assertThatThrownBy(other::resources).isInstanceOf(IllegalArgumentException.class);
    }
}
