package org.einthoven.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.kubernetes.client.openapi.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.QueueSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart in docker/helm, rendered by Helm itself and held against the models of Kubernetes' own Java client. */
class HelmChartIT {
    private static final Path CHART = Path.of("..", "..", "docker", "helm", "einthoven");
    private static final String EVERY_OPTION = "../../../tests/helm-chart/src/test/resources/every-option.yaml";
    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final String TOKEN = "0123456789abcdef";
    /** Of the Prometheus Operator; Kubernetes has no model of it. */
    private static final Set<String> MODELLED_ELSEWHERE = Set.of("ServiceMonitor");

    @Test
    void lintFindsNoFault() {
        assertThat(new Helm(CHART).lint().strict().call().isFailed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"values.yaml", "values/single.yaml", "values/scale.yaml", EVERY_OPTION})
    void kubernetesKnowsEveryFieldOfWhatIsRendered(String values) throws Exception {
        for (JsonObject manifest : manifests(chart(values))) {
            String kind = manifest.get("kind").getAsString();
            if (!MODELLED_ELSEWHERE.contains(kind)) {
                check(manifest, model(manifest.get("apiVersion").getAsString(), kind));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"values.yaml,EMBEDDED", "values/single.yaml,EMBEDDED", "values/scale.yaml,KAFKA"})
    void theGatewayReadsItsConfiguration(String values, QueueSettings.Engine engine, @TempDir Path folder)
            throws Exception {
        List<JsonObject> manifests = manifests(chart(values));
        JsonObject files = only(manifests, "ConfigMap").getAsJsonObject("data");
        Files.writeString(
                folder.resolve("einthoven.yaml"), files.get("einthoven.yaml").getAsString());
        GatewayConfiguration read = GatewayConfiguration.read(folder, environment(only(manifests, "StatefulSet")));
        assertThat(read.queue().engine()).isEqualTo(engine);
        assertThat(read.dicom().bind().isAnyLocalAddress()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "replicas,3,several nodes need a queue outside",
        "data.persistent,false,data.persistent may be false only where",
        "terminationGracePeriodSeconds,30,the longest drain",
        "encoder.enabled,true,needs encoder.tokenSecret"
    })
    void whatWouldLoseEcgsIsNotRendered(String key, String value, String reason) {
        TemplateCommand command = chart("values.yaml").set(key, value);
        assertThatThrownBy(command::call).hasMessageContaining(reason);
    }

    private static TemplateCommand chart(String values) {
        return new Helm(CHART)
                .template()
                .withName("ecg")
                .withKubeVersion("1.31.0")
                .withValuesFile(CHART.resolve(values));
    }

    private static List<JsonObject> manifests(TemplateCommand chart) {
        List<JsonObject> manifests = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(chart.call())) {
            manifests.add(new Gson().toJsonTree(document).getAsJsonObject());
        }
        return manifests;
    }

    private static JsonObject only(List<JsonObject> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.get("kind").getAsString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** "apps/v1", "StatefulSet" → V1StatefulSet. */
    private static Class<?> model(String apiVersion, String kind) throws ClassNotFoundException {
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        return Class.forName(MODELS + version.replaceFirst("^v", "V") + kind);
    }

    /** Fails for a field that the model does not have, one that it needs, and a value of another type. */
    private static void check(JsonObject manifest, Class<?> model) throws ReflectiveOperationException {
        model.getMethod("validateJsonElement", JsonElement.class).invoke(null, manifest);
        assertThat((Object) JSON.getGson().fromJson(manifest, model)).isNotNull();
    }

    /** What the first container is started with; each Secret holds a token or an address. */
    private static Map<String, String> environment(JsonObject workload) {
        JsonObject pod =
                workload.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
        JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
        Map<String, String> environment = new HashMap<>();
        for (JsonElement element : container.getAsJsonArray("env")) {
            JsonObject variable = element.getAsJsonObject();
            String name = variable.get("name").getAsString();
            environment.put(name, variable.has("value") ? variable.get("value").getAsString() : secret(name));
        }
        return environment;
    }

    private static String secret(String variable) {
        return switch (variable) {
            case "EINTHOVEN_LEDGER" -> "postgresql://einthoven:secret@postgres/einthoven";
            case "EINTHOVEN_NODE" -> "ecg-einthoven-0";
            default -> TOKEN;
        };
    }
}
