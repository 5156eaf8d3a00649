package org.einthoven.app.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.app.Pulls;
import org.einthoven.app.configuration.ConfigurationException;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.configuration.WebPullSettings;
import org.einthoven.app.configuration.WebServerSettings;
import org.einthoven.app.intake.ArchiveScope;
import org.einthoven.app.intake.DicomCollection;
import org.einthoven.app.intake.DicomPeer;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.WebCollection;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicomweb.Credentials;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.dicomweb.DicomWebSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command is told of an archive to fetch from by DICOM or DICOMweb. */
final class ArchiveOptions {
    private static final int LIMIT = 500;
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);
    private static final List<String> OF_THE_CONFIGURATION =
            List.of("--aet", "--retrieve", "--modality", "--dicomweb-token", "--dicomweb-user");

    @Option(names = "--dicom", paramLabel = "AET@HOST:PORT", description = "a DICOM archive in place of folders")
    private @Nullable String dicom;

    @Option(
            names = "--dicomweb",
            paramLabel = "URL",
            description = "an archive with DICOMweb in place of folders: what stands before /studies")
    private @Nullable URI dicomweb;

    @Option(
            names = "--pull",
            paramLabel = "NAME",
            description = "an archive in place of folders: one of the configuration's section pull, as it stands there "
                    + "with its titles, TLS, credentials and modalities")
    private @Nullable String pull;

    @Option(names = "--config", paramLabel = "DIR", description = "the folder of einthoven.yaml, for --pull")
    private @Nullable Path config;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec mixee;

    @Option(
            names = "--dicomweb-token",
            paramLabel = "TOKEN",
            description = "bearer token for it (default: environment EINTHOVEN_DICOMWEB_TOKEN)")
    private @Nullable String webToken;

    @Option(
            names = "--dicomweb-user",
            paramLabel = "USER",
            description = "user in place of a token; the password is in the environment, EINTHOVEN_DICOMWEB_PASSWORD")
    private @Nullable String webUser;

    @Option(
            names = "--aet",
            paramLabel = "AET",
            defaultValue = "EINTHOVEN",
            description = "our AE title; with --retrieve move that of the gateway's listener, as the archive knows it")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String aeTitle;

    @Option(
            names = "--retrieve",
            paramLabel = "WAY",
            defaultValue = "get",
            description = "get: by C-GET, through this command; move: the archive sends to the gateway (C-MOVE)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String retrieve;

    @Option(
            names = "--since",
            paramLabel = "YYYY-MM-DD",
            defaultValue = "1990-01-01",
            description = "the first Study Date")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String since;

    @Option(
            names = "--modality",
            paramLabel = "CODE",
            defaultValue = "ECG",
            split = ",",
            description = "of the series that hold ECGs")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> modalities;

    boolean isGiven() {
        return dicom != null || dicomweb != null || pull != null || config != null;
    }

    EcgCollection collection() throws CommandFailure {
        if (Stream.of(dicom, dicomweb, pull).filter(Objects::nonNull).count() > 1) {
            throw CommandFailure.badInput("either --dicom or --dicomweb or --pull");
        }
        if (pull != null || config != null) {
            return configured();
        }
        return dicomweb == null ? dicomCollection() : webCollection(dicomweb);
    }

    private EcgCollection configured() throws CommandFailure {
        Path folder = config;
        String name = pull;
        if (folder == null || name == null) {
            throw CommandFailure.badInput(
                    "--config DIR and --pull NAME go together: the archive NAME of its section pull");
        }
        for (String option : OF_THE_CONFIGURATION) {
            if (mixee.commandLine().getParseResult().hasMatchedOption(option)) {
                throw CommandFailure.badInput(option + " does not go with --pull: the configuration says it");
            }
        }
        GatewayConfiguration configuration = configuration(folder);
        try {
            return new Pulls(configuration, spool(), since(), Clock.systemDefaultZone())
                    .archive(name)
                    .orElseThrow(() -> CommandFailure.badInput("the configuration in " + folder + " has no pull '"
                            + name + "'; it has " + names(configuration)));
        } catch (IOException e) {
            throw noSpool(e);
        }
    }

    private static GatewayConfiguration configuration(Path folder) throws CommandFailure {
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.badInput("--config names a folder, which " + folder + " is not");
        }
        try {
            return GatewayConfiguration.read(folder, System.getenv());
        } catch (ConfigurationException e) {
            throw CommandFailure.badInput(
                    "the configuration has a fault at " + e.faults().get(0) + " (einthoven check --config tells each)");
        } catch (IOException e) {
            throw CommandFailure.badInput(
                    "the configuration in " + folder + " cannot be read: " + InputFiles.reason(e));
        }
    }

    private static String names(GatewayConfiguration configuration) {
        String names = Stream.concat(
                        configuration.pulls().stream().map(PullSettings::name),
                        configuration.webPulls().stream().map(WebPullSettings::name))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private EcgCollection webCollection(URI url) throws CommandFailure {
        try {
            DicomWebSettings settings = WebServerSettings.of(url, credentials()).connection(LONGEST_FETCH);
            return new WebCollection(
                    url.toString(), new DicomWebClient(settings), scope(), spool(), Clock.systemDefaultZone());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--dicomweb: " + e.getMessage());
        } catch (IOException e) {
            throw noSpool(e);
        }
    }

    private @Nullable Credentials credentials() {
        String token = webToken == null ? System.getenv("EINTHOVEN_DICOMWEB_TOKEN") : webToken;
        if (webUser != null) {
            return Credentials.basic(
                    webUser, Objects.requireNonNullElse(System.getenv("EINTHOVEN_DICOMWEB_PASSWORD"), ""));
        }
        return token == null || token.isBlank() ? null : Credentials.bearer(token);
    }

    private static CommandFailure noSpool(IOException failure) {
        return new CommandFailure(1, "no folder for objects on their way: " + InputFiles.reason(failure));
    }

    private EcgCollection dicomCollection() throws CommandFailure {
        try {
            DicomPeer peer = new DicomPeer(
                    RemoteAe.parse(String.valueOf(dicom)),
                    DicomClientSettings.of(aeTitle),
                    retrieval(),
                    aeTitle,
                    scope());
            return new DicomCollection(
                    String.valueOf(dicom), new EinthovenDicomNetwork(), peer, spool(), Clock.systemDefaultZone());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--dicom: " + e.getMessage());
        } catch (IOException e) {
            throw noSpool(e);
        }
    }

    private ArchiveScope scope() throws CommandFailure {
        return new ArchiveScope(modalities, LIMIT, ZoneId.systemDefault(), since());
    }

    private static Path spool() throws IOException {
        Path spool = Files.createTempDirectory("einthoven-backfill-");
        spool.toFile().deleteOnExit();
        return spool;
    }

    private LocalDate since() throws CommandFailure {
        try {
            return LocalDate.parse(since);
        } catch (DateTimeParseException e) {
            throw CommandFailure.badInput("--since is a day such as 2020-01-31, not '" + since + "'");
        }
    }

    private PullSettings.Retrieval retrieval() throws CommandFailure {
        return switch (retrieve.toLowerCase(Locale.ROOT)) {
            case "get" -> PullSettings.Retrieval.GET;
            case "move" -> PullSettings.Retrieval.MOVE;
            default -> throw CommandFailure.badInput("--retrieve is get or move, not '" + retrieve + "'");
        };
    }
}
