package org.einthoven.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.configuration.WebPullSettings;
import org.einthoven.app.intake.ArchiveScope;
import org.einthoven.app.intake.DicomCollection;
import org.einthoven.app.intake.DicomPeer;
import org.einthoven.app.intake.WebCollection;
import org.einthoven.app.job.Pull;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicomweb.DicomWebClient;

/** The archives that ECGs are fetched from, as the configuration names them. */
final class Pulls {
    /** For one object and for one page of a search. */
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);

    private static final int MOST_BYTES = 256 << 20;

    private Pulls() {}

    /** @param spool an existing folder for objects on their way by DICOMweb */
    static List<Pull> of(GatewayConfiguration configuration, Path spool, Clock clock) {
        List<Pull> pulls = new ArrayList<>();
        configuration.pulls().forEach(pull -> pulls.add(dimse(pull, configuration, clock)));
        configuration.webPulls().forEach(pull -> pulls.add(web(pull, configuration, spool, clock)));
        return pulls;
    }

    private static Pull dimse(PullSettings pull, GatewayConfiguration configuration, Clock clock) {
        DicomNetwork network = Routes.dicomNetwork(configuration.dicom().engine());
        Path spool = configuration.data().toAbsolutePath().resolve("spool");
        return new Pull(
                new DicomCollection(pull.name(), network, peer(pull, configuration), spool, clock),
                pull.remote().aeTitle(),
                pull.every(),
                pull.window());
    }

    private static DicomPeer peer(PullSettings pull, GatewayConfiguration configuration) {
        DicomSettings dicom = configuration.dicom();
        return new DicomPeer(
                pull.remote(),
                DicomClientSettings.of(dicom.aeTitle()).withTls(pull.tls() ? dicom.tls() : null),
                pull.retrieval(),
                dicom.aeTitle(),
                scope(pull.modalities(), pull.limit(), pull.remote().aeTitle(), configuration));
    }

    private static Pull web(WebPullSettings pull, GatewayConfiguration configuration, Path spool, Clock clock) {
        DicomWebClient client =
                new DicomWebClient(pull.server().connection(LONGEST_FETCH).withMaximumSizes(MOST_BYTES, MOST_BYTES));
        ArchiveScope scope = scope(pull.modalities(), pull.limit(), pull.name(), configuration);
        return new Pull(
                new WebCollection(pull.name(), client, scope, spool, clock), pull.name(), pull.every(), pull.window());
    }

    /** @param sender under which its ECGs stand in the ledger and in {@code sources} */
    private static ArchiveScope scope(
            List<String> modalities, int limit, String sender, GatewayConfiguration configuration) {
        ZoneId zone = configuration.timeZoneOf(sender);
        return new ArchiveScope(
                modalities,
                limit,
                Objects.requireNonNullElse(zone, ZoneId.systemDefault()),
                LocalDate.EPOCH,
                configuration.dicom().storageClasses());
    }
}
