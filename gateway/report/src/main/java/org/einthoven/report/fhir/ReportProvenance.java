package org.einthoven.report.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Where a report comes from: the model that made it, out of which source. */
final class ReportProvenance {
    private ReportProvenance() {}

    /** @param supersedes the id of an older model's report on the same source; null for none */
    static Provenance of(ReportContext context, List<? extends Resource> targets, @Nullable String supersedes) {
        Provenance provenance = new Provenance();
        provenance.setId(context.identity().provenance().toString());
        provenance.setMeta(ReportContext.assertedByAi());
        targets.forEach(target -> provenance.addTarget(FhirReport.referenceTo(target)));
        provenance.setRecordedElement(context.issued());
        provenance
                .addAgent()
                .setType(new CodeableConcept(new Coding(FhirSystems.PARTICIPANT_TYPE, "assembler", "Assembler")))
                .setWho(context.device());
        provenance.addEntity().setRole(Provenance.ProvenanceEntityRole.SOURCE).setWhat(context.source());
        if (supersedes != null) {
            provenance
                    .addEntity()
                    .setRole(Provenance.ProvenanceEntityRole.REVISION)
                    // By identifier: a server that checks references must not refuse the report where the older is
                    // absent.
                    .setWhat(new Reference()
                            .setType("DiagnosticReport")
                            .setIdentifier(
                                    new Identifier().setSystem(FhirSystems.URI).setValue("urn:uuid:" + supersedes)));
        }
        provenance.setText(FhirText.narrative("Made by " + context.modelName() + " from the source ECG."));
        return provenance;
    }
}
