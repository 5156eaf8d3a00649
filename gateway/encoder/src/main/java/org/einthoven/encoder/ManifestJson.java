package org.einthoven.encoder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.ModelManifest.Golden;
import org.einthoven.encoder.TaskCalibration.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The manifest as JSON. Read field by field: a reflective mapper would turn a forgotten threshold into 0, at which
 * every finding is present.
 */
final class ManifestJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    static final String CHECKSUM = "checksum";

    private static final String EXPORT_AGAIN =
            "a manifest is not changed by hand, as figures and golden outputs are of what it was: export the model again";

    private ManifestJson() {}

    static ModelManifest read(String json) throws InvalidModelException {
        try {
            Fields fields = new Fields("", JsonParser.parseString(json));
            if (!fields.has(CHECKSUM)) {
                throw new IllegalArgumentException("it has no checksum; " + EXPORT_AGAIN);
            }
            ModelManifest manifest = manifest(fields);
            requireSame(fields.text(CHECKSUM), manifest);
            return manifest;
        } catch (JsonParseException e) {
            throw new InvalidModelException(ModelManifest.FILE_NAME + " is not JSON", e);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(ModelManifest.FILE_NAME + ": " + e.getMessage(), e);
        }
    }

    /** Empty where it is no manifest of a model. */
    static Set<String> filesOfModel(String json) {
        try {
            Fields fields = new Fields("", JsonParser.parseString(json));
            fields.text("intendedUse");
            fields.child("golden");
            Set<String> files = new HashSet<>(files(fields.child("files")).keySet());
            files.add(ModelManifest.FILE_NAME);
            return files;
        } catch (JsonParseException | IllegalArgumentException e) {
            return Set.of();
        }
    }

    /** What a manifest says is as it was exported, to the last digit; how it is set out in lines is of no matter. */
    private static void requireSame(String checksum, ModelManifest manifest) {
        if (!checksum.equals(checksum(content(manifest)))) {
            throw new IllegalArgumentException("it is not as it was exported, its checksum differs; " + EXPORT_AGAIN);
        }
    }

    /** SHA-256, in lower-case hex, of all that stands in a manifest but the checksum, as this class writes it. */
    static String checksum(JsonObject content) {
        return ModelFolder.sha256(GSON.toJson(content).getBytes(StandardCharsets.UTF_8));
    }

    private static ModelManifest manifest(Fields fields) {
        return new ModelManifest(
                fields.text("id"),
                fields.text("version"),
                fields.text("title"),
                fields.text("intendedUse"),
                fields.text("trainedOn"),
                fields.integer("preprocessing"),
                fields.integer("embeddingSize"),
                fields.list("tasks", ManifestJson::task),
                golden(fields.child("golden")),
                files(fields.child("files")));
    }

    private static TaskCalibration task(Fields fields) {
        return new TaskCalibration(
                taskOf(fields.text("id")),
                fields.number("threshold"),
                fields.number("uncertainLow"),
                fields.number("uncertainHigh"),
                fields.number("plattSlope"),
                fields.number("plattIntercept"),
                aggregateOf(fields.text("aggregate")),
                fields.texts("leads").stream().map(Lead::of).toList());
    }

    private static Task taskOf(String id) {
        return Task.ofId(id).orElseThrow(() -> new IllegalArgumentException("the task '" + id + "' is unknown"));
    }

    private static Aggregate aggregateOf(String id) {
        for (Aggregate aggregate : Aggregate.values()) {
            if (aggregate.id().equals(id)) {
                return aggregate;
            }
        }
        throw new IllegalArgumentException("the aggregate '" + id + "' is neither mean nor max");
    }

    private static Golden golden(Fields fields) {
        return new Golden(fields.text("file"), fields.number("tolerance"));
    }

    private static SortedMap<String, String> files(Fields fields) {
        SortedMap<String, String> files = new TreeMap<>();
        fields.object.keySet().forEach(name -> files.put(name, fields.text(name)));
        return files;
    }

    static String write(ModelManifest manifest) {
        JsonObject json = content(manifest);
        json.addProperty(CHECKSUM, checksum(json));
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject content(ModelManifest manifest) {
        JsonObject json = new JsonObject();
        json.addProperty("id", manifest.id());
        json.addProperty("version", manifest.version());
        json.addProperty("title", manifest.title());
        json.addProperty("intendedUse", manifest.intendedUse());
        json.addProperty("trainedOn", manifest.trainedOn());
        json.addProperty("preprocessing", manifest.preprocessing());
        json.addProperty("embeddingSize", manifest.embeddingSize());
        JsonArray tasks = new JsonArray();
        manifest.tasks().forEach(task -> tasks.add(write(task)));
        json.add("tasks", tasks);
        json.add("golden", write(manifest.golden()));
        JsonObject files = new JsonObject();
        manifest.files().forEach(files::addProperty);
        json.add("files", files);
        return json;
    }

    private static JsonObject write(TaskCalibration task) {
        JsonObject json = new JsonObject();
        json.addProperty("id", task.task().id());
        json.addProperty("threshold", task.threshold());
        json.addProperty("uncertainLow", task.uncertainLow());
        json.addProperty("uncertainHigh", task.uncertainHigh());
        json.addProperty("plattSlope", task.plattSlope());
        json.addProperty("plattIntercept", task.plattIntercept());
        json.addProperty("aggregate", task.aggregate().id());
        JsonArray leads = new JsonArray();
        task.leads().forEach(lead -> leads.add(lead.name()));
        json.add("leads", leads);
        return json;
    }

    private static JsonObject write(Golden golden) {
        JsonObject json = new JsonObject();
        json.addProperty("file", golden.file());
        json.addProperty("tolerance", golden.tolerance());
        return json;
    }

    /** The fields of one JSON object; what is missing or of another type is named with its path. */
    private static final class Fields {
        private final String path;
        private final JsonObject object;

        Fields(String path, @Nullable JsonElement element) {
            if (element == null || !element.isJsonObject()) {
                throw new IllegalArgumentException((path.isEmpty() ? "the whole" : path) + " is not an object");
            }
            this.path = path.isEmpty() ? "" : path + ".";
            this.object = element.getAsJsonObject();
        }

        boolean has(String name) {
            return object.has(name);
        }

        String text(String name) {
            return text(path + name, object.get(name));
        }

        private static String text(String named, @Nullable JsonElement value) {
            if (value == null
                    || !value.isJsonPrimitive()
                    || !value.getAsJsonPrimitive().isString()) {
                throw new IllegalArgumentException(named + " is not a text");
            }
            return value.getAsString();
        }

        List<String> texts(String name) {
            List<JsonElement> items = items(name);
            return IntStream.range(0, items.size())
                    .mapToObj(i -> text(path + name + "[" + i + "]", items.get(i)))
                    .toList();
        }

        double number(String name) {
            JsonElement value = object.get(name);
            if (value == null) {
                throw new IllegalArgumentException(path + name + " is missing");
            }
            if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
                throw new IllegalArgumentException(path + name + " is not a number");
            }
            return value.getAsDouble();
        }

        int integer(String name) {
            double value = number(name);
            if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(path + name + " is not a whole number");
            }
            return (int) value;
        }

        Fields child(String name) {
            return new Fields(path + name, object.get(name));
        }

        private List<JsonElement> items(String name) {
            JsonElement value = object.get(name);
            if (value == null || !value.isJsonArray()) {
                throw new IllegalArgumentException(path + name + " is not a list");
            }
            return value.getAsJsonArray().asList();
        }

        <T> List<T> list(String name, Function<Fields, T> read) {
            List<JsonElement> items = items(name);
            return IntStream.range(0, items.size())
                    .mapToObj(i -> read.apply(new Fields(path + name + "[" + i + "]", items.get(i))))
                    .toList();
        }
    }
}
