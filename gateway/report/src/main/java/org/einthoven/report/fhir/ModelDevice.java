package org.einthoven.report.fhir;

import org.einthoven.ecg.ModelCard;
import org.einthoven.report.ReportIdentity;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;

/** The model as a Device, as HL7's AI Transparency on FHIR asks for it: type, version, identifier, model card. */
final class ModelDevice {
    private ModelDevice() {}

    static Device of(ReportContext context) {
        ModelCard model = context.report().model();
        Device device = new Device();
        device.setId(ReportIdentity.device(model).toString());
        device.addIdentifier().setSystem(FhirSystems.MODEL).setValue(FhirText.identifier(model.id()));
        device.addIdentifier().setSystem(FhirSystems.MODEL_HASH).setValue(FhirText.identifier(model.contentHash()));
        device.setStatus(Device.FHIRDeviceStatus.ACTIVE);
        device.addDeviceName().setName(FhirText.words(model.title())).setType(Device.DeviceNameType.MODELNAME);
        device.setModelNumber(FhirText.words(model.id()));
        device.setType(new CodeableConcept(
                        new Coding(FhirSystems.AI_DEVICE_TYPE, "Artificial-Intelligence", "Artificial Intelligence"))
                .setText("Artificial intelligence"));
        device.addVersion().setValue(FhirText.words(model.version()));
        device.addNote().setText(FhirText.words(context.intendedUse()));
        device.addNote().setText(FhirText.words("Trained on: " + model.trainedOn()));
        device.setText(FhirText.narrative(model.title() + ", version " + model.version() + ".", context.intendedUse()));
        return device;
    }
}
