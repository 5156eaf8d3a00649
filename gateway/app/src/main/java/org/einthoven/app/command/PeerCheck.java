package org.einthoven.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.einthoven.app.configuration.DestinationSettings;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.fhir.client.FhirServerDestination;
import org.einthoven.app.fhir.client.FhirServerSettings;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomNetworkProvider;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.jspecify.annotations.Nullable;

/** Asks each peer that a configuration names whether it answers, and tells it in a line each. */
final class PeerCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GatewayConfiguration configuration;
    private final PrintWriter out;
    private int faults;

    PeerCheck(GatewayConfiguration configuration, PrintWriter out) {
        this.configuration = configuration;
        this.out = out;
    }

    /** How many do not answer as they should. */
    int run() {
        configuration.pulls().forEach(this::archive);
        configuration.destinations().forEach(this::destination);
        if (configuration.pulls().isEmpty() && configuration.destinations().isEmpty()) {
            out.println("no peer is configured: neither pull nor destinations");
        }
        out.flush();
        return faults;
    }

    private void tell(String peer, @Nullable String fault, String well) {
        faults += fault == null ? 0 : 1;
        out.println(peer + ": " + (fault == null ? well : fault));
        out.flush();
    }

    private void archive(PullSettings pull) {
        String way = pull.tls() ? " by TLS" : "";
        tell(
                "pull " + pull.name() + " (" + pull.remote() + ")",
                faultOf(pull),
                "answers C-ECHO" + way + ", and takes " + "C-FIND and C-" + pull.retrieval());
    }

    private @Nullable String faultOf(PullSettings pull) {
        DicomSettings dicom = configuration.dicom();
        QueryRetrieveModel model = QueryRetrieveModel.STUDY_ROOT;
        String retrieve =
                switch (pull.retrieval()) {
                    case GET -> model.getUid();
                    case MOVE -> model.moveUid();
                };
        DicomNetwork network =
                DicomNetworkProvider.named(dicom.engine()).orElseThrow().create();
        DicomClientSettings settings = DicomClientSettings.of(dicom.aeTitle())
                .withConnectTimeout(PATIENCE)
                .withResponseTimeout(PATIENCE)
                .withTls(pull.tls() ? dicom.tls() : null);
        List<PresentationContext> contexts = List.of(
                PresentationContext.verification(),
                PresentationContext.query(model.findUid()),
                PresentationContext.query(retrieve));
        try (DicomAssociation association = network.connect(pull.remote(), settings, contexts)) {
            association.echo();
            association.release();
            if (!association.accepts(model.findUid())) {
                return "answers C-ECHO, but takes no C-FIND at the study root";
            }
            return association.accepts(retrieve)
                    ? null
                    : "answers C-ECHO and takes C-FIND, but takes no C-" + pull.retrieval() + " at the study root";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void destination(DestinationSettings settings) {
        FhirServerSettings server = new FhirServerSettings(settings.url(), settings.token(), PATIENCE, PATIENCE);
        try (FhirServerDestination destination = new FhirServerDestination(settings.name(), server)) {
            tell(
                    "destination " + settings.name() + " (" + settings.url() + ")",
                    destination.fault(),
                    "shows its CapabilityStatement");
        }
    }
}
