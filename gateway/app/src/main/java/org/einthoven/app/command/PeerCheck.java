package org.einthoven.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.einthoven.app.configuration.ArchiveSettings;
import org.einthoven.app.configuration.CommitmentSettings;
import org.einthoven.app.configuration.DestinationSettings;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.configuration.WebArchiveSettings;
import org.einthoven.app.configuration.WebPullSettings;
import org.einthoven.app.configuration.WebServerSettings;
import org.einthoven.app.configuration.WorklistSettings;
import org.einthoven.app.fhir.client.FhirServerDestination;
import org.einthoven.app.fhir.client.FhirServerSettings;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomNetworkProvider;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.dicomweb.DicomWebException;
import org.jspecify.annotations.Nullable;

/** Asks each peer that a configuration names whether it answers, and tells it in a line each. */
final class PeerCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<Integer> SEARCHES_NOT = Set.of(405, 501);

    private final GatewayConfiguration configuration;
    private final PrintWriter out;
    private int told;
    private int faults;

    PeerCheck(GatewayConfiguration configuration, PrintWriter out) {
        this.configuration = configuration;
        this.out = out;
    }

    /** How many do not answer as they should. */
    int run() {
        configuration.pulls().forEach(this::archive);
        configuration.webPulls().forEach(this::webArchive);
        WorklistSettings worklist = configuration.worklist();
        if (worklist != null) {
            worklist(worklist);
        }
        configuration.destinations().forEach(this::destination);
        configuration.archives().forEach(this::resultArchive);
        configuration.webArchives().forEach(this::webResultArchive);
        CommitmentSettings commitment = configuration.dicom().commitment();
        commitment.peers().forEach(peer -> commitmentPeer(peer, commitment.tls()));
        if (told == 0) {
            out.println(
                    "no peer is configured: neither pull, worklist nor destinations, nor dicom.commitment.peers");
        }
        out.flush();
        return faults;
    }

    private void tell(String peer, @Nullable String fault, String well) {
        told++;
        faults += fault == null ? 0 : 1;
        out.println(peer + ": " + (fault == null ? well : fault));
        out.flush();
    }

    private void archive(PullSettings pull) {
        QueryRetrieveModel model = QueryRetrieveModel.STUDY_ROOT;
        Map<String, String> services = new LinkedHashMap<>();
        services.put("C-FIND", model.findUid());
        switch (pull.retrieval()) {
            case GET -> services.put("C-GET", model.getUid());
            case MOVE -> services.put("C-MOVE", model.moveUid());
        }
        String peer = "pull " + pull.name() + " (" + pull.remote() + ")";
        tell(peer, fault(pull.remote(), pull.tls(), services), well(pull.tls(), services));
    }

    private void worklist(WorklistSettings worklist) {
        Map<String, String> services = Map.of("C-FIND of a worklist", UID.ModalityWorklistInformationModelFind);
        String peer = "worklist (" + worklist.remote() + ")";
        tell(peer, fault(worklist.remote(), worklist.tls(), services), well(worklist.tls(), services));
    }

    private void resultArchive(ArchiveSettings archive) {
        Map<String, String> services = new LinkedHashMap<>();
        if (archive.objects().contains(ResultKind.SR)) {
            services.put("Comprehensive SR", UID.ComprehensiveSRStorage);
        }
        if (archive.objects().contains(ResultKind.PDF)) {
            services.put("Encapsulated PDF", UID.EncapsulatedPDFStorage);
        }
        if (archive.objects().contains(ResultKind.ORIGINAL)) {
            services.put("12-lead ECG", UID.TwelveLeadECGWaveformStorage);
        }
        if (archive.commitment()) {
            services.put("storage commitment", UID.StorageCommitmentPushModel);
        }
        String peer = "destination " + archive.name() + " (" + archive.remote() + ")";
        tell(peer, fault(archive.remote(), archive.tls(), services), well(archive.tls(), services));
    }

    private void commitmentPeer(RemoteAe peer, boolean tls) {
        List<PresentationContext> results = List.of(PresentationContext.commitmentResult());
        Map<String, String> services = Map.of("storage commitment results", UID.StorageCommitmentPushModel);
        tell("commitment " + peer, fault(peer, tls, services, results), well(tls, services));
    }

    private static String well(boolean tls, Map<String, String> services) {
        return "answers C-ECHO" + (tls ? " by TLS" : "") + ", and takes " + String.join(" and ", services.keySet());
    }

    /** @param services from what a person calls it to its SOP class */
    private @Nullable String fault(RemoteAe remote, boolean tls, Map<String, String> services) {
        List<PresentationContext> contexts =
                services.values().stream().map(PresentationContext::query).toList();
        return fault(remote, tls, services, contexts);
    }

    private @Nullable String fault(
            RemoteAe remote, boolean tls, Map<String, String> services, List<PresentationContext> proposed) {
        DicomSettings dicom = configuration.dicom();
        DicomNetwork network =
                DicomNetworkProvider.named(dicom.engine()).orElseThrow().create();
        DicomClientSettings settings = DicomClientSettings.of(dicom.aeTitle())
                .withConnectTimeout(PATIENCE)
                .withResponseTimeout(PATIENCE)
                .withTls(tls ? dicom.tls() : null);
        List<PresentationContext> contexts = new ArrayList<>(List.of(PresentationContext.verification()));
        contexts.addAll(proposed);
        try (DicomAssociation association = network.connect(remote, settings, contexts)) {
            association.echo();
            association.release();
            List<String> refused = services.entrySet().stream()
                    .filter(service -> !association.accepts(service.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            return refused.isEmpty() ? null : "answers C-ECHO, but takes no " + String.join(" and no ", refused);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void webArchive(WebPullSettings pull) {
        String peer = "pull " + pull.name() + " (" + pull.server().url() + ")";
        try {
            search(pull.server());
            tell(peer, null, "answers QIDO-RS");
        } catch (IOException e) {
            tell(peer, e.getMessage(), "");
        }
    }

    /** A server that stores need not search; one that says so let us in. */
    private void webResultArchive(WebArchiveSettings archive) {
        String peer = "destination " + archive.name() + " (" + archive.server().url() + ")";
        try {
            search(archive.server());
            tell(peer, null, "answers QIDO-RS");
        } catch (DicomWebException e) {
            boolean well = SEARCHES_NOT.contains(e.httpStatus().orElse(0));
            tell(
                    peer,
                    well ? null : e.getMessage(),
                    "answers, and does not search; whether it stores shows with a report");
        } catch (IOException e) {
            tell(peer, e.getMessage(), "");
        }
    }

    private static void search(WebServerSettings server) throws IOException {
        try {
            new DicomWebClient(server.withTimeout(PATIENCE).connection(PATIENCE)).verify();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
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
