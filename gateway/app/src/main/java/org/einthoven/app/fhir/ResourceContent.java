package org.einthoven.app.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource as the store takes it, encoded once: its text without what the store adds, its hash, and what it is found
 * by.
 *
 * @param type "DiagnosticReport"
 * @param id its logical id
 * @param text JSON in one line, without id, version and time of the last update; equal texts are equal contents
 * @param hash SHA-256 of the text, 32 bytes
 */
public record ResourceContent(String type, String id, String text, byte[] hash, SearchIndex index) {
    private static final String META = ",\"meta\":{";

    /** @throws IllegalArgumentException when the resource has no id */
    static ResourceContent of(Resource resource) {
        String id = resource.getIdElement().getIdPart();
        if (id == null) {
            throw new IllegalArgumentException("a resource is written under its id, and this one has none");
        }
        String text = FhirJson.content(resource);
        return new ResourceContent(resource.fhirType(), id, text, sha256(text), SearchIndex.of(JsonText.tree(text)));
    }

    /** @param tree with its id and without what a server adds */
    static ResourceContent of(ObjectNode tree) {
        String id = tree.path("id").textValue();
        ObjectNode content = tree.objectNode().setAll(tree);
        content.remove("id");
        String text = JsonText.text(content);
        return new ResourceContent(tree.path("resourceType").textValue(), id, text, sha256(text), SearchIndex.of(tree));
    }

    /** The text with its id, and in its meta this version and time, as HAPI would write them. */
    String versioned(long version, Instant lastUpdated) {
        return versioned(version, written(lastUpdated));
    }

    /** A time as HAPI would write it. */
    static String written(Instant time) {
        return new InstantType(Date.from(time)).getValueAsString();
    }

    /** The same where many are written at one time: {@link #written}. */
    String versioned(long version, String lastUpdated) {
        String head = "{\"resourceType\":\"" + type + "\"";
        String rest = text.substring(head.length());
        boolean hasMeta = rest.startsWith(META);
        return head + ",\"id\":\"" + id + "\"" + META + "\"versionId\":\"" + version + "\",\"lastUpdated\":\""
                + lastUpdated + "\""
                + (hasMeta ? "," + rest.substring(META.length()) : "}" + rest);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
