package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.ReferenceAndListParam;
import ca.uhn.fhir.rest.param.TokenAndListParam;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/** DiagnosticReport at the endpoint. A person verifies a report by updating it with If-Match. */
final class DiagnosticReports extends StoredResources<DiagnosticReport> {
    private final Updates updates;

    DiagnosticReports(FhirStore store, Updates updates) {
        super(DiagnosticReport.class, store);
        this.updates = updates;
    }

    /** Writes a new version of a report. */
    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam DiagnosticReport report, RequestDetails request) {
        return updates.update(id, report, request);
    }

    /** Finds reports, the newest first. */
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
