package org.einthoven.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.einthoven.app.archive.ArchiveDestination;
import org.einthoven.app.archive.CommitmentListener;
import org.einthoven.app.archive.CommittingSender;
import org.einthoven.app.archive.DimseSender;
import org.einthoven.app.archive.ObjectPreparation;
import org.einthoven.app.archive.ObjectSender;
import org.einthoven.app.archive.ResultWriter;
import org.einthoven.app.archive.WebSender;
import org.einthoven.app.configuration.ArchiveSettings;
import org.einthoven.app.configuration.Deidentification;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.configuration.WebArchiveSettings;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.pipeline.Outlet;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.deidentify.Deidentifier;
import org.einthoven.dicom.deidentify.DicomPseudonyms;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.report.dicom.DicomReport;
import org.einthoven.report.dicom.DicomReportSettings;
import org.jspecify.annotations.Nullable;

/** The archives that reports go to as DICOM objects, as the configuration names them. */
final class Archives {
    private static final String SOFTWARE_VERSION = "0.1.0";
    /** Five that do not come open the circuit, before Kafka takes a node for stuck after 10 min. */
    private static final Duration LONGEST_STORE = Duration.ofMinutes(2);

    private Archives() {}

    /** @param scratch an existing folder for objects while they are sent */
    static List<Outlet> outlets(GatewayConfiguration configuration, Path scratch, Storage storage, Clock clock)
            throws IOException {
        List<Outlet> outlets = new ArrayList<>();
        for (ArchiveSettings archive : configuration.archives()) {
            DicomNetwork network = Routes.dicomNetwork(configuration.dicom().engine());
            DimseSender dimse = new DimseSender(archive.remote(), network, client(archive, configuration.dicom()));
            ObjectSender sender = archive.commitment()
                    ? new CommittingSender(
                            archive.name(), dimse, storage.ledger().archiveCommitments(), clock)
                    : dimse;
            ObjectPreparation preparation = new ObjectPreparation(
                    archive.objects(), deidentifier(archive.deidentify()), scratch, storage.objects());
            outlets.add(new Outlet(new ArchiveDestination(archive.name(), preparation, sender), archive.tries()));
        }
        for (WebArchiveSettings archive : configuration.webArchives()) {
            ObjectSender sender =
                    new WebSender(new DicomWebClient(archive.server().connection(LONGEST_STORE)));
            ObjectPreparation preparation = new ObjectPreparation(
                    archive.objects(), deidentifier(archive.deidentify()), scratch, storage.objects());
            outlets.add(new Outlet(new ArchiveDestination(archive.name(), preparation, sender), archive.tries()));
        }
        return outlets;
    }

    /** Hears what archives commit; null where none is asked to. */
    static @Nullable CommitmentListener listener(GatewayConfiguration configuration, Ledger ledger) {
        return configuration.archives().stream().anyMatch(ArchiveSettings::commitment)
                ? new CommitmentListener(ledger.archiveCommitments())
                : null;
    }

    private static @Nullable Deidentifier deidentifier(@Nullable Deidentification asked) throws IOException {
        return asked == null ? null : new Deidentifier(asked.settings(), DicomPseudonyms.of(asked.secretFile()));
    }

    private static DicomClientSettings client(ArchiveSettings archive, DicomSettings dicom) {
        return DicomClientSettings.of(dicom.aeTitle()).withTls(archive.tls() ? dicom.tls() : null);
    }

    /** Writes what any of them wants. */
    static ResultWriter writer(GatewayConfiguration configuration, ObjectStore objects) {
        Set<ResultKind> wanted = EnumSet.noneOf(ResultKind.class);
        configuration.archives().forEach(archive -> wanted.addAll(archive.objects()));
        configuration.webArchives().forEach(archive -> wanted.addAll(archive.objects()));
        ZoneId zone = Objects.requireNonNullElse(configuration.timeZone(), ZoneId.systemDefault());
        return new ResultWriter(new DicomReport(new DicomReportSettings(zone, SOFTWARE_VERSION)), objects, wanted);
    }
}
