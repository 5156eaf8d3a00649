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
import org.einthoven.app.configuration.PullSettings;
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
import picocli.CommandLine.Option;

/** How a command is told of an archive to fetch from by DICOM or DICOMweb. */
final class ArchiveOptions {
    private static final int LIMIT = 500;
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);

    @Option(names = "--dicom", paramLabel = "AET@HOST:PORT", description = "a DICOM archive in place of folders")
    private @Nullable String dicom;

    @Option(
            names = "--dicomweb",
            paramLabel = "URL",
            description = "an archive with DICOMweb in place of folders: what stands before /studies")
    private @Nullable URI dicomweb;

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
        return dicom != null || dicomweb != null;
    }

    EcgCollection collection() throws CommandFailure {
        if (dicom != null && dicomweb != null) {
            throw CommandFailure.badInput("either --dicom or --dicomweb");
        }
        return dicomweb == null ? dicomCollection() : webCollection(dicomweb);
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
