package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.ReferenceAndListParam;
import ca.uhn.fhir.rest.param.TokenAndListParam;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.jspecify.annotations.Nullable;

/** Observation at the endpoint: ECGs come in by POST; findings are read, searched and, by a person, corrected. */
final class Observations extends StoredResources<Observation> {
    private final Updates updates;
    private final EcgReception reception;

    Observations(FhirStore store, Updates updates, EcgReception reception) {
        super(Observation.class, store);
        this.updates = updates;
        this.reception = reception;
    }

    /** Takes an ECG; the same content again is answered with the same Location. */
    @Create
    public MethodOutcome create(
            @ResourceParam Observation ecg, @ResourceParam EncodingEnum encoding, RequestDetails request) {
        String contentType = encoding == EncodingEnum.XML ? Constants.CT_FHIR_XML_NEW : Constants.CT_FHIR_JSON_NEW;
        return Updates.outcome(reception.receive(ecg, request.loadRequestContents(), contentType));
    }

    /** Writes a new version of a finding. */
    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam Observation finding, RequestDetails request) {
        return updates.update(id, finding, request);
    }

    /** Finds ECGs and findings, the newest first. */
    @Search
    @SuppressWarnings("TooManyParameters") // The library wants a parameter for each search parameter.
    public IBundleProvider search(
            @OptionalParam(name = "_id") @Nullable TokenAndListParam id,
            @OptionalParam(name = "_lastUpdated") @Nullable DateAndListParam lastUpdated,
            @OptionalParam(
                            name = "patient",
                            chainWhitelist = {"", "identifier"})
                    @Nullable
                    ReferenceAndListParam patient,
            @OptionalParam(
                            name = "subject",
                            chainWhitelist = {"", "identifier"})
                    @Nullable
                    ReferenceAndListParam subject,
            @OptionalParam(name = "identifier") @Nullable TokenAndListParam identifier,
            @OptionalParam(name = "date") @Nullable DateAndListParam date,
            @OptionalParam(name = "code") @Nullable TokenAndListParam code,
            @OptionalParam(name = "category") @Nullable TokenAndListParam category,
            @OptionalParam(name = "status") @Nullable TokenAndListParam status,
            @Sort @Nullable SortSpec sort,
            @Offset @Nullable Integer offset,
            @Count @Nullable Integer count) {
        SearchParameters parameters = parameters()
                .id(id)
                .lastUpdated(lastUpdated)
                .patient("patient", patient)
                .patient("subject", subject)
                .token("identifier", identifier)
                .date(date)
                .token("code", code)
                .token("category", category)
                .token("status", status)
                .sort(sort);
        return page(parameters, offset, count);
    }
}
