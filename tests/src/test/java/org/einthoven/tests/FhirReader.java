package org.einthoven.tests;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Resource;

/** Reads reports back from a FHIR server by search, with nothing of the gateway's own code in between. */
final class FhirReader {
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI base;

    FhirReader(URI base) {
        this.base = base;
    }

    /** Reports whose identifier has this value under the system of OIDs, as DICOM UIDs are written in FHIR. */
    List<DiagnosticReport> reportsOfDicomObject(String sopInstanceUid) throws IOException, InterruptedException {
        String identifier = URLEncoder.encode("urn:ietf:rfc:3986|urn:oid:" + sopInstanceUid, StandardCharsets.UTF_8);
        return resources(search("/DiagnosticReport?identifier=" + identifier), DiagnosticReport.class);
    }

    List<DiagnosticReport> allReports() throws IOException, InterruptedException {
        List<DiagnosticReport> reports = new ArrayList<>();
        URI next = URI.create(base + "/DiagnosticReport?_count=100");
        while (next != null) {
            Bundle page = bundle(next);
            reports.addAll(resources(page, DiagnosticReport.class));
            Bundle.BundleLinkComponent link = page.getLink("next");
            next = link == null ? null : URI.create(link.getUrl());
        }
        return reports;
    }

    int countReports() throws IOException, InterruptedException {
        return search("/DiagnosticReport?_summary=count").getTotal();
    }

    private Bundle search(String query) throws IOException, InterruptedException {
        return bundle(URI.create(base + query));
    }

    private Bundle bundle(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = get(uri);
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answered " + response.statusCode() + ": " + response.body());
        }
        return FHIR.newJsonParser().parseResource(Bundle.class, response.body());
    }

    HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/fhir+json")
                .header("Cache-Control", "no-cache")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static <T extends Resource> List<T> resources(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
