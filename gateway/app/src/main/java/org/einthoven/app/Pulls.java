package org.einthoven.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.intake.DicomCollection;
import org.einthoven.app.intake.DicomPeer;
import org.einthoven.app.job.Pull;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;

/** The archives that ECGs are fetched from, as the configuration names them. */
final class Pulls {
    private Pulls() {}

    static List<Pull> of(GatewayConfiguration configuration, Clock clock) {
        if (configuration.pulls().isEmpty()) {
            return List.of();
        }
        Path spool = configuration.data().toAbsolutePath().resolve("spool");
        DicomNetwork network = Routes.dicomNetwork(configuration.dicom().engine());
        return configuration.pulls().stream()
                .map(pull -> new Pull(
                        new DicomCollection(pull.name(), network, peer(pull, configuration), spool, clock),
                        pull.remote().aeTitle(),
                        pull.every(),
                        pull.window()))
                .toList();
    }

    private static DicomPeer peer(PullSettings pull, GatewayConfiguration configuration) {
        DicomSettings dicom = configuration.dicom();
        ZoneId zone = configuration.timeZoneOf(pull.remote().aeTitle());
        return new DicomPeer(
                pull.remote(),
                DicomClientSettings.of(dicom.aeTitle()).withTls(pull.tls() ? dicom.tls() : null),
                pull.retrieval(),
                dicom.aeTitle(),
                pull.modalities(),
                pull.limit(),
                Objects.requireNonNullElse(zone, ZoneId.systemDefault()),
                LocalDate.EPOCH);
    }
}
