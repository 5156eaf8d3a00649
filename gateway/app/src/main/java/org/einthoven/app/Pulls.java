package org.einthoven.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.configuration.WebPullSettings;
import org.einthoven.app.intake.ArchiveScope;
import org.einthoven.app.intake.DicomCollection;
import org.einthoven.app.intake.DicomPeer;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.WebCollection;
import org.einthoven.app.job.Pull;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicomweb.DicomWebClient;

/** The archives that ECGs are fetched from, as the configuration names them. */
public final class Pulls {
    /** For one object and for one page of a search. */
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);

    private static final int MOST_BYTES = 256 << 20;

    private final GatewayConfiguration configuration;
    private final Path spool;
    private final LocalDate earliest;
    private final Clock clock;

    /**
     * @param spool an existing folder for objects on their way
     * @param earliest Study Date where a search for everything begins
     */
    public Pulls(GatewayConfiguration configuration, Path spool, LocalDate earliest, Clock clock) {
        this.configuration = configuration;
        this.spool = spool;
        this.earliest = earliest;
        this.clock = clock;
    }

    /** All of them. */
    static List<Pull> of(GatewayConfiguration configuration, Path spool, Clock clock) {
        Pulls pulls = new Pulls(configuration, spool, LocalDate.EPOCH, clock);
        List<Pull> all = new ArrayList<>();
        configuration
                .pulls()
                .forEach(pull ->
                        all.add(new Pull(pulls.dimse(pull), pull.remote().aeTitle(), pull.every(), pull.window())));
        configuration
                .webPulls()
                .forEach(pull -> all.add(new Pull(pulls.web(pull), pull.name(), pull.every(), pull.window())));
        return all;
    }

    /** One by its name, with the engine, keys and credentials of the configuration; empty where that has none of it. */
    public Optional<EcgCollection> archive(String name) {
        Stream<EcgCollection> dimse = configuration.pulls().stream()
                .filter(pull -> pull.name().equals(name))
                .map(this::dimse);
        Stream<EcgCollection> web = configuration.webPulls().stream()
                .filter(pull -> pull.name().equals(name))
                .map(this::web);
        return Stream.concat(dimse, web).findFirst();
    }

    private DicomCollection dimse(PullSettings pull) {
        DicomNetwork network = Routes.dicomNetwork(configuration.dicom().engine());
        return new DicomCollection(pull.name(), network, peer(pull), spool, clock);
    }

    private DicomPeer peer(PullSettings pull) {
        DicomSettings dicom = configuration.dicom();
        return new DicomPeer(
                pull.remote(),
                DicomClientSettings.of(dicom.aeTitle()).withTls(pull.tls() ? dicom.tls() : null),
                pull.retrieval(),
                dicom.aeTitle(),
                scope(pull.modalities(), pull.limit(), pull.remote().aeTitle()));
    }

    private WebCollection web(WebPullSettings pull) {
        DicomWebClient client =
                new DicomWebClient(pull.server().connection(LONGEST_FETCH).withMaximumSizes(MOST_BYTES, MOST_BYTES));
        return new WebCollection(
                pull.name(), client, scope(pull.modalities(), pull.limit(), pull.name()), spool, clock);
    }

    /** @param sender under which its ECGs stand in the ledger and in {@code sources} */
    private ArchiveScope scope(List<String> modalities, int limit, String sender) {
        ZoneId zone = configuration.timeZoneOf(sender);
        return new ArchiveScope(
                modalities,
                limit,
                Objects.requireNonNullElse(zone, ZoneId.systemDefault()),
                earliest,
                configuration.dicom().storageClasses());
    }
}
