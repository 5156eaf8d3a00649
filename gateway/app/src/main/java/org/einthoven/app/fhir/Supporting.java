package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.ReferenceAndListParam;
import ca.uhn.fhir.rest.param.TokenAndListParam;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.jspecify.annotations.Nullable;

/** The resources that reports refer to: read and the least of search. */
final class Supporting {
    private Supporting() {}

    /** The models that read ECGs. */
    static final class Devices extends StoredResources<Device> {
        Devices(FhirStore store) {
            super(Device.class, store);
        }

        /** Finds devices by id or identifier. */
        @Search
        public IBundleProvider search(
                @OptionalParam(name = "_id") @Nullable TokenAndListParam id,
                @OptionalParam(name = "identifier") @Nullable TokenAndListParam identifier,
                @Offset @Nullable Integer offset,
                @Count @Nullable Integer count) {
            return page(parameters().id(id).token("identifier", identifier), offset, count);
        }
    }

    /** The patients that reports name, where a report brings one. */
    static final class Patients extends StoredResources<Patient> {
        Patients(FhirStore store) {
            super(Patient.class, store);
        }

        /** Finds patients by id or identifier. */
        @Search
        public IBundleProvider search(
                @OptionalParam(name = "_id") @Nullable TokenAndListParam id,
                @OptionalParam(name = "identifier") @Nullable TokenAndListParam identifier,
                @Offset @Nullable Integer offset,
                @Count @Nullable Integer count) {
            return page(parameters().id(id).token("identifier", identifier), offset, count);
        }
    }

    /** Which model made which report of which source. */
    static final class Provenances extends StoredResources<Provenance> {
        Provenances(FhirStore store) {
            super(Provenance.class, store);
        }

        /** Finds provenance by id or by what it tells the origin of. */
        @Search
        public IBundleProvider search(
                @OptionalParam(name = "_id") @Nullable TokenAndListParam id,
                @OptionalParam(name = "target") @Nullable ReferenceAndListParam target,
                @Offset @Nullable Integer offset,
                @Count @Nullable Integer count) {
            return page(parameters().id(id).reference("target", target), offset, count);
        }
    }
}
