package org.einthoven.app.command;

import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.einthoven.app.Gateway;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code einthoven demo}: the whole way once, with real files over real sockets, for somebody who has never seen it. */
@Command(
        name = "demo",
        description = "Starts a gateway with embedded defaults, sends it the sample ECGs by DICOM C-STORE and by FHIR "
                + "POST, prints the reports, and keeps running.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(
            names = "--once",
            description = "print the reports' JSON as well and end: 0 when every report was delivered, else 1")
    private boolean once;

    @Option(names = "--config", paramLabel = "DIR", description = "holds einthoven.yaml and routes/, each optional")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        say(out, "Starting the gateway ...");
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, environment());
        try (Gateway gateway = Gateway.start(configuration)) {
            say(out, Service.readyLine(gateway, configuration));
            boolean all = show(gateway, configuration, out);
            if (once) {
                return all ? 0 : 1;
            }
            say(out, "");
            say(out, "The gateway keeps running; Ctrl-C ends it. Console: " + gateway.httpAddress());
            Service.untilStopped(gateway);
        }
        return 0;
    }

    /** A demo on loopback needs no credentials; whoever sets EINTHOVEN_SECURITY decides otherwise. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("EINTHOVEN_SECURITY", "open");
        return environment;
    }

    private boolean show(Gateway gateway, GatewayConfiguration configuration, PrintWriter out) throws Exception {
        List<SampleEcg> samples = SampleEcg.unpackInto(configuration.data().resolve("samples"));
        Map<SampleEcg, EcgSender.Outcome> sent = send(samples, gateway, configuration, out);
        DemoReports reports = new DemoReports(gateway.httpAddress(), gateway.model(), HttpClient.newHttpClient());
        boolean all = true;
        for (SampleEcg sample : samples) {
            boolean accepted = sent.get(sample) != null && sent.get(sample).accepted();
            Optional<DemoReports.Found> found = accepted ? reports.await(sample, PATIENCE) : Optional.empty();
            all &= found.isPresent();
            say(out, "");
            say(out, sample.title());
            say(out, found.map(report -> report.words(once)).orElse("  no report"));
        }
        return all;
    }

    private static Map<SampleEcg, EcgSender.Outcome> send(
            List<SampleEcg> samples, Gateway gateway, GatewayConfiguration configuration, PrintWriter out)
            throws InterruptedException {
        RemoteAe remote = new RemoteAe(configuration.dicom().aeTitle(), "127.0.0.1", gateway.dicomPort());
        Map<SampleEcg, EcgSender.Outcome> outcomes = new HashMap<>();
        try (EcgSender dicom = new DicomSender(remote, "DEMO-CART");
                EcgSender fhir =
                        new FhirSender(gateway.httpAddress().resolve("/fhir"), System.getenv("EINTHOVEN_TOKEN"))) {
            for (SampleEcg sample : samples) {
                EcgSender.Outcome outcome = (sample.byFhir() ? fhir : dicom).send(sample.file());
                outcomes.put(sample, outcome);
                say(
                        out,
                        "  " + sample.way() + " " + sample.file().getFileName() + ": "
                                + (outcome.accepted() ? "accepted" : "not accepted, " + outcome.words()));
            }
        }
        return outcomes;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
