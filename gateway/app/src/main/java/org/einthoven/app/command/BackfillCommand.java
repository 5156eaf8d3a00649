package org.einthoven.app.command;

import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.FolderCollection;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code einthoven backfill FOLDER… | --dicom AET@HOST:PORT | --dicomweb URL | --config DIR --pull NAME}: the ECGs of an
 * archive into a running gateway, behind those that come in.
 */
@Command(
        name = "backfill",
        description = "Sends the ECG files of folder trees, or the ECGs of an archive, to a running gateway, which "
                + "reads them while no other ECG waits. Cut short, the next run goes on. Ends with 0 when every file is "
                + "settled, 1 when any is not.",
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", arity = "0..*", description = "folders to walk through")
    private List<Path> folders = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ArchiveOptions archive;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "the gateway (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private URI gateway;

    @Option(names = "--token", description = "bearer token (default: environment EINTHOVEN_TOKEN)")
    private @Nullable String token;

    @Option(names = "--rate", paramLabel = "N/s", description = "at most so many files a second, such as 20/s")
    private @Nullable String rate;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            defaultValue = "einthoven-backfill.state",
            description = "what is settled, for the next run (${DEFAULT-VALUE}); reasons stand in FILE.csv")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path state;

    @Option(
            names = "--patience",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "how long to wait for a gateway that does not answer (${DEFAULT-VALUE})")
    private int patience;

    @Option(
            names = "--dry-run",
            description = "read the files and say what would be sent, without a gateway; writes no file")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check();
        PrintWriter out = spec.commandLine().getOut();
        Path csv = state.resolveSibling(state.getFileName() + ".csv");
        List<EcgCollection> collections = collections();
        try (BackfillState settled =
                        dryRun ? BackfillState.readOnly(state, gateway) : BackfillState.open(state, gateway);
                CSVPrinter refusals = dryRun ? refusals(out) : refusals(csv);
                BackfillProgress progress = new BackfillProgress(out)) {
            count(collections, progress);
            Backfill backfill =
                    new Backfill(dryRun ? dryRun() : sender()::send, settled, refusals, progress, perSecond(rate));
            for (EcgCollection collection : collections) {
                backfill.run(collection);
            }
            progress.close();
            return summarise(backfill, csv, out);
        }
    }

    private List<EcgCollection> collections() throws CommandFailure {
        List<EcgCollection> collections = new ArrayList<>();
        folders.forEach(folder -> collections.add(new FolderCollection(folder)));
        if (archive.isGiven()) {
            collections.add(archive.collection());
        }
        if (collections.isEmpty()) {
            throw CommandFailure.badInput(
                    "name folders to walk through, or an archive by --dicom, --dicomweb or --pull");
        }
        return collections;
    }

    private BackfillSender sender() {
        return new BackfillSender(gateway, ServerAddress.token(token), Duration.ofMinutes(patience));
    }

    private void check() throws CommandFailure {
        ServerAddress.checked("--url", gateway);
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw CommandFailure.badInput(folder + " is not a folder");
            }
        }
        perSecond(rate);
        if (patience < 1) {
            throw CommandFailure.badInput("--patience is a number of minutes from 1, not " + patience);
        }
    }

    static double perSecond(@Nullable String rate) throws CommandFailure {
        if (rate == null) {
            return Double.MAX_VALUE;
        }
        if (!rate.matches("[0-9]{1,6}([.][0-9]{1,3})?(/s)?") || rate.matches("[0.]+(/s)?")) {
            throw CommandFailure.badInput("--rate is a number of files a second such as 20/s, not '" + rate + "'");
        }
        return Double.parseDouble(rate.replace("/s", ""));
    }

    private static CSVPrinter refusals(Path csv) throws IOException {
        boolean fresh = !Files.exists(csv);
        BufferedWriter writer = Files.newBufferedWriter(
                csv, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        CSVPrinter printer = new CSVPrinter(writer, CSVFormat.DEFAULT);
        if (fresh) {
            printer.printRecord("file", "reason");
        }
        return printer;
    }

    /** A dry run shows them and leaves no file. */
    private static CSVPrinter refusals(PrintWriter out) throws IOException {
        return new CSVPrinter(
                new FilterWriter(out) {
                    @Override
                    public void close() throws IOException {
                        flush();
                    }
                },
                CSVFormat.DEFAULT);
    }

    /** Beside the sending: a tree of millions takes minutes to list. */
    private static void count(List<EcgCollection> collections, BackfillProgress progress) {
        Thread counting = new Thread(
                () -> {
                    long files = 0;
                    for (EcgCollection collection : collections) {
                        try (Stream<EcgCollection.Item> items = collection.list(null)) {
                            files += items.count();
                        } catch (IOException | RuntimeException e) {
                            // Whoever sends meets it too, and says so.
                            return;
                        }
                    }
                    progress.total(files);
                },
                "count");
        counting.setDaemon(true);
        counting.start();
    }

    private static Backfill.Receiver dryRun() {
        return bytes -> {
            try {
                Path file = Files.createTempFile("einthoven-", ".tmp");
                try {
                    Files.write(file, bytes);
                    EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
                } finally {
                    Files.delete(file);
                }
                return BackfillOutcome.SENT;
            } catch (EcgDecodingException e) {
                return BackfillOutcome.noEcg(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return BackfillOutcome.unsent(InputFiles.reason(e));
            }
        };
    }

    private int summarise(Backfill backfill, Path csv, PrintWriter out) {
        int unsent = backfill.count(BackfillOutcome.Kind.UNSENT);
        int noEcg = backfill.count(BackfillOutcome.Kind.NO_ECG);
        out.println(backfill.count(BackfillOutcome.Kind.SENT) + (dryRun ? " would be sent, " : " sent, ")
                + backfill.count(BackfillOutcome.Kind.KNOWN) + " known to the gateway, "
                + noEcg + " no ECG, " + unsent + " not sent, " + backfill.settledBefore()
                + " settled by an earlier run");
        if (noEcg + unsent > 0 && !dryRun) {
            out.println("reasons: " + csv);
        }
        out.flush();
        return unsent == 0 ? 0 : 1;
    }
}
