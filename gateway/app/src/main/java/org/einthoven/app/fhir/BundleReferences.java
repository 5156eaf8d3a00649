package org.einthoven.app.fhir;

import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/** References inside a transaction Bundle (FHIR R4, RESTful API, transaction: a fullUrl stands for the new resource). */
public final class BundleReferences {
    private BundleReferences() {}

    /** Replaces references to an entry's fullUrl by type and id, in the Bundle itself. */
    public static void resolve(Bundle bundle) {
        Map<String, String> targets = new HashMap<>();
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.hasFullUrl() && entry.hasResource() && entry.getRequest().getMethod() == HTTPVerb.PUT) {
                targets.put(entry.getFullUrl(), entry.getRequest().getUrl());
            }
        }
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.hasResource()) {
                resolve(entry.getResource(), targets);
            }
        }
    }

    private static void resolve(Resource resource, Map<String, String> targets) {
        for (IBaseReference reference :
                FhirJson.r4().newTerser().getAllPopulatedChildElementsOfType(resource, IBaseReference.class)) {
            String target = targets.get(reference.getReferenceElement().getValue());
            if (target != null) {
                reference.setReference(target);
            }
        }
    }
}
