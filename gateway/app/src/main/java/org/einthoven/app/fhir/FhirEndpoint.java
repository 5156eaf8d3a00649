package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServletResponse;
import org.einthoven.app.http.Mount;

/** The gateway's FHIR R4 endpoint: ECGs in, reports out. */
public final class FhirEndpoint {
    private FhirEndpoint() {}

    /** The endpoint at /fhir, over this store; ECGs that arrive go to the intake. */
    public static Mount mount(FhirStore store, EcgIntake intake) {
        return Mount.guarded("/fhir/*", new Endpoint(store, intake));
    }

    private static final class Endpoint extends RestfulServer {
        private static final long serialVersionUID = 1L;

        private final transient FhirStore store;
        private final transient EcgIntake intake;

        Endpoint(FhirStore store, EcgIntake intake) {
            super(FhirJson.r4());
            this.store = store;
            this.intake = intake;
        }

        @Override
        protected void initialize() {
            Updates updates = new Updates(store);
            EcgReception reception = new EcgReception(store, intake);
            registerProviders(
                    new DiagnosticReports(store, updates),
                    new Observations(store, updates, reception),
                    new Supporting.Devices(store),
                    new Supporting.Patients(store),
                    new Supporting.Provenances(store),
                    new Transactions(store, reception));
            registerInterceptor(new Outcomes());
            setDefaultResponseEncoding(EncodingEnum.JSON);
            setImplementationDescription("Einthoven, an HL7 FHIR / DICOM gateway for ECG AI; research use only");
            setServerName("Einthoven");
            setServerVersion("0.1.0-SNAPSHOT");
            setServerConformanceProvider(new Capabilities(this));
        }

        /** The library would name itself and its version in every answer. */
        @Override
        public void addHeadersToResponse(HttpServletResponse response) {}
    }
}
