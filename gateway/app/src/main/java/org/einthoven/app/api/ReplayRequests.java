package org.einthoven.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.einthoven.app.ledger.AssignedPatient;
import org.einthoven.app.ledger.Replay;
import org.einthoven.app.ledger.Replays;
import org.jspecify.annotations.Nullable;

/** POST /api/replays. */
final class ReplayRequests {
    private static final Set<String> FIELDS =
            Set.of("action", "filter", "destination", "ratePerSecond", "dryRun", "patient", "by");
    private static final Set<String> OF_PATIENT = Set.of("identifier", "issuer");
    private static final double USUAL_RATE = 20;
    /** Two members of one name, or more behind the object, are as likely a mistake as anything else. */
    private static final ObjectReader READER = ApiServlet.JSON
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Replays replays;

    private final List<String> destinations;

    /** @param destinations that the gateway delivers to */
    ReplayRequests(Replays replays, List<String> destinations) {
        this.replays = replays;
        this.destinations = destinations;
    }

    JsonNode answer(InputStream body) throws ApiException, IOException {
        JsonNode request = read(body);
        boolean dryRun = flag(request, "dryRun");
        Replay replay = replay(request);
        requireFitting(replay);
        try {
            return json(dryRun ? replays.preview(replay) : replays.carryOut(replay), dryRun);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(sentence(e));
        }
    }

    /** What is sent to a destination that nobody serves would wait unseen; what is sent to one that is served is not lost. */
    private void requireFitting(Replay replay) throws ApiException {
        String destination = replay.destination();
        if (destination == null) {
            return;
        }
        boolean served = destinations.contains(destination);
        if (replay.action() == Replay.Action.WITHDRAW && served) {
            throw ApiException.badRequest("This gateway delivers to that destination; take it out of the configuration"
                    + " of every node before its reports are withdrawn.");
        }
        if (replay.action() != Replay.Action.WITHDRAW && !served) {
            throw ApiException.badRequest("This gateway delivers to " + String.join(", ", destinations) + " only.");
        }
    }

    private static JsonNode read(InputStream body) throws ApiException, IOException {
        JsonNode request;
        try {
            request = READER.readTree(body);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("The body is one JSON object.");
        }
        if (request == null || !request.isObject()) {
            throw ApiException.badRequest("The body is one JSON object.");
        }
        for (Map.Entry<String, JsonNode> field : request.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw ApiException.badRequest(
                        "The fields are action, filter, destination, ratePerSecond, dryRun, patient and by.");
            }
        }
        return request;
    }

    private Replay replay(JsonNode request) throws ApiException {
        Parameters parameters = Parameters.of(present(request, "filter"));
        String by = text(request, "by");
        if (by == null) {
            throw ApiException.badRequest("by is the name of who asks for it.");
        }
        try {
            return new Replay(
                    action(request),
                    parameters.filter(),
                    text(request, "destination"),
                    patient(request),
                    rate(request),
                    by,
                    Set.copyOf(destinations));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(sentence(e));
        }
    }

    private static Replay.Action action(JsonNode request) throws ApiException {
        try {
            return Replay.Action.valueOf(String.valueOf(text(request, "action")).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("action is resend, rerun, release, dismiss, address or withdraw.");
        }
    }

    private static double rate(JsonNode request) throws ApiException {
        JsonNode rate = present(request, "ratePerSecond");
        if (rate != null && !rate.isNumber()) {
            throw ApiException.badRequest("ratePerSecond is a number.");
        }
        return rate == null ? USUAL_RATE : rate.doubleValue();
    }

    private static @Nullable AssignedPatient patient(JsonNode request) throws ApiException {
        JsonNode patient = present(request, "patient");
        if (patient == null) {
            return null;
        }
        for (Map.Entry<String, JsonNode> field : patient.properties()) {
            if (!OF_PATIENT.contains(field.getKey())) {
                throw ApiException.badRequest("The fields of patient are identifier and issuer.");
            }
        }
        String identifier = patient.isObject() ? text(patient, "identifier") : null;
        if (identifier == null || identifier.isBlank()) {
            throw ApiException.badRequest("patient is an object with an identifier, a text that is not empty.");
        }
        return new AssignedPatient(identifier.strip(), text(patient, "issuer"));
    }

    private static boolean flag(JsonNode request, String name) throws ApiException {
        JsonNode flag = present(request, name);
        if (flag != null && !flag.isBoolean()) {
            throw ApiException.badRequest(name + " is true or false.");
        }
        return flag != null && flag.booleanValue();
    }

    private static @Nullable String text(JsonNode object, String name) throws ApiException {
        JsonNode text = present(object, name);
        if (text != null && !text.isTextual()) {
            throw ApiException.badRequest(name + " is a text.");
        }
        return text == null ? null : text.textValue();
    }

    private static @Nullable JsonNode present(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static String sentence(IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }

    private static JsonNode json(Replay.Outcome outcome, boolean dryRun) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("dryRun", dryRun)
                .put("ecgs", outcome.ecgs())
                .put("dueAgain", outcome.done())
                .put("seconds", outcome.lasts().toMillis() / 1000.0);
        ObjectNode passedOver = json.putObject("passedOver");
        new TreeMap<>(outcome.passedOver()).forEach(passedOver::put);
        ArrayNode first = json.putArray("first");
        outcome.first().forEach(entry -> first.add(EcgJson.of(entry)));
        return json;
    }
}
