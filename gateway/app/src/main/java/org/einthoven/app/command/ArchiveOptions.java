package org.einthoven.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.intake.DicomCollection;
import org.einthoven.app.intake.DicomPeer;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command is told of a DICOM archive to fetch from. */
final class ArchiveOptions {
    private static final int LIMIT = 500;

    @Option(names = "--dicom", paramLabel = "AET@HOST:PORT", description = "a DICOM archive in place of folders")
    private @Nullable String dicom;

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
        return dicom != null;
    }

    EcgCollection collection() throws CommandFailure {
        try {
            DicomPeer peer = new DicomPeer(
                    RemoteAe.parse(String.valueOf(dicom)),
                    DicomClientSettings.of(aeTitle),
                    retrieval(),
                    aeTitle,
                    modalities,
                    LIMIT,
                    ZoneId.systemDefault(),
                    since());
            Path spool = Files.createTempDirectory("einthoven-backfill-");
            spool.toFile().deleteOnExit();
            return new DicomCollection(
                    String.valueOf(dicom), new EinthovenDicomNetwork(), peer, spool, Clock.systemDefaultZone());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--dicom: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(1, "no folder for objects on their way: " + InputFiles.reason(e));
        }
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
