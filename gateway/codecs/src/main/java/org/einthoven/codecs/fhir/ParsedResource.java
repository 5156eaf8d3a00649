package org.einthoven.codecs.fhir;

import java.util.List;
import org.einthoven.ecg.QualityIssue;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** A resource and what its parser passed over. */
record ParsedResource(IBaseResource resource, List<QualityIssue> issues) {
    ParsedResource {
        issues = List.copyOf(issues);
    }
}
