package org.einthoven.app.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/** FHIR R4 resources as JSON, and the form in which two of them are compared. */
public final class FhirJson {
    private static final FhirContext CONTEXT = newContext();

    private FhirJson() {}

    /** A context apart from the gateway's own, for clients with connections of their own. */
    public static FhirContext newContext() {
        FhirContext context = FhirContext.forR4();
        // Elements that R4 does not know are passed over without a log line: the original is kept, logs carry no
        // content.
        context.setParserErrorHandler(new LenientErrorHandler(false));
        return context;
    }

    /** The one FHIR context of the gateway's endpoint, store and deliveries. */
    public static FhirContext r4() {
        return CONTEXT;
    }

    /** A resource as JSON in one line. References keep their text, versions included. */
    public static String encode(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    /** @throws ca.uhn.fhir.parser.DataFormatException when it is not such a resource */
    public static <T extends Resource> T parse(Class<T> type, String json) {
        return parser().parseResource(type, json);
    }

    /**
     * What a resource says, without what a server adds to it: id, version and time of the last update. Equal texts are
     * equal contents.
     */
    public static String content(Resource resource) {
        if (!hasVersion(resource)) {
            return parser().setOmitResourceId(true).encodeResourceToString(resource);
        }
        Resource copy = (Resource) resource.copy();
        copy.setId((String) null);
        if (copy.hasMeta()) {
            Meta meta = copy.getMeta();
            meta.setVersionId(null);
            meta.setLastUpdated(null);
            if (meta.isEmpty()) {
                copy.setMeta(null);
            }
        }
        return encode(copy);
    }

    /** The library writes a version that stands in the id only, too. */
    private static boolean hasVersion(Resource resource) {
        return resource.getIdElement().hasVersionIdPart()
                || (resource.hasMeta()
                        && (resource.getMeta().hasVersionId()
                                || resource.getMeta().hasLastUpdated()));
    }

    private static IParser parser() {
        return CONTEXT.newJsonParser()
                .setStripVersionsFromReferences(false)
                .setOverrideResourceIdWithBundleEntryFullUrl(false);
    }
}
