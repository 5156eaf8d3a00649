package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger originals [ID] --out FOLDER}: ECGs as they came in, for a sender or an archive that has lost its own. */
@Command(
        name = "originals",
        description = "Writes ECGs as they came in into a folder, a file each: one ECG, or all that the filter means. "
                + "'einthoven send FOLDER --dicom AET@HOST:PORT' sends them on. Ends with 1 when one is not to be had.",
        mixinStandardHelpOptions = true)
final class OriginalsCommand implements Callable<Integer> {
    private static final String PAGE = "1000";
    private static final int SHORT_HASH = 12;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private GatewayOptions options;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private EcgFilterOptions filter;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description =
                    "object hash, SOP Instance UID or other source identifier, or report id; else a filter is needed")
    private @Nullable String identifier;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "is made where there is none")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Override
    public Integer call() throws Exception {
        Map<String, String> parameters = new TreeMap<>(filter.parameters());
        if (identifier != null && parameters.put("q", identifier) != null) {
            throw CommandFailure.badInput("which? an ECG is named as ID or by --id, not by both");
        }
        if (parameters.isEmpty()) {
            throw CommandFailure.badInput("which? name an ECG or filter, such as --sender CART1 --from 2026-01-31");
        }
        makeFolder();
        GatewayApi gateway = options.gateway();
        parameters.put("limit", PAGE);
        int written = 0;
        int missing = 0;
        for (long after = 0; after >= 0; ) {
            parameters.put("after", String.valueOf(after));
            JsonNode page = gateway.get("/ecgs", parameters);
            for (JsonNode ecg : page.path("ecgs")) {
                ObjectNode outcome = write(gateway, ecg);
                options.print(outcome, OriginalsCommand::words);
                written += outcome.has("file") ? 1 : 0;
                missing += outcome.has("file") ? 0 : 1;
            }
            after = page.path("next").asLong(-1);
        }
        if (written + missing == 0) {
            throw CommandFailure.badInput("no ECG is meant by this");
        }
        return missing == 0 ? 0 : 1;
    }

    private void makeFolder() throws CommandFailure {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw CommandFailure.badInput("the folder " + folder + " cannot be made");
        }
    }

    private ObjectNode write(GatewayApi gateway, JsonNode ecg) throws InterruptedException, IOException {
        String object = ecg.path("object").asText();
        ObjectNode outcome = GatewayApi.JSON.createObjectNode().put("object", object);
        Path file = folder.resolve(nameOf(ecg));
        Path part = folder.resolve("." + object + ".part");
        try {
            gateway.original(object, part);
            if (!sha256(part).equals(object)) {
                return outcome.put("error", "what the gateway holds is damaged, and was not written");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return outcome.put("file", file.toString());
        } catch (CommandFailure e) {
            return outcome.put("error", e.getMessage());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** By the UID, and what tells two of one UID apart. */
    private static String nameOf(JsonNode ecg) {
        String identifier = ecg.path("sourceIdentifier").asText();
        return (identifier.matches("[0-9.]{1,64}") ? identifier : "original") + "_"
                + ecg.path("object").asText().substring(0, SHORT_HASH) + extension(ecg);
    }

    private static String extension(JsonNode ecg) {
        String kind = ecg.path("format").asText(ecg.path("channel").asText());
        return switch (kind) {
            case "DICOM", "dicom" -> ".dcm";
            case "FHIR", "fhir" -> ".json";
            default -> "";
        };
    }

    private static List<String> words(JsonNode outcome) {
        return List.of(
                outcome.has("file")
                        ? outcome.path("file").asText()
                        : outcome.path("object").asText() + ": "
                                + outcome.path("error").asText());
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
