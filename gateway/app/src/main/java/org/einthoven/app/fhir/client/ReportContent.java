package org.einthoven.app.fhir.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.einthoven.app.fhir.FhirJson;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;

/** What a resource says clinically: without what servers add (meta, narrative) and without the time of issue. */
final class ReportContent {
    private ReportContent() {}

    static boolean same(Resource there, Resource ours) {
        return of(there).equals(of(ours));
    }

    /** Stands for a version where a server gives none. */
    static String version(Resource resource) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(of(resource).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String of(Resource resource) {
        Resource copy = (Resource) resource.copy();
        copy.setMeta(null);
        if (copy instanceof DomainResource withText) {
            withText.setText(null);
        }
        if (copy instanceof DiagnosticReport report) {
            report.setIssuedElement(null);
        }
        return FhirJson.content(copy);
    }
}
