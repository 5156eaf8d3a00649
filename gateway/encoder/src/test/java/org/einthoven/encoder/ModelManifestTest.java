package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration.Aggregate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelManifestTest {
    private static final ModelManifest MANIFEST = new ModelManifest(
                    "einthoven-ecg",
                    "0.1.0",
                    "A small model",
                    "Research use only.",
                    "Nothing yet.",
                    64,
                    List.of(
                            new TaskCalibration(Task.ATRIAL_FIBRILLATION, 0.5, 0.4, 0.6, 1.25, -0.5, Aggregate.MAX),
                            new TaskCalibration(Task.MYOCARDIAL_INFARCTION, 0.3, 0.3, 0.3, 1, 0, Aggregate.MEAN)
                                    .requiring(List.of(Lead.I, Lead.V1))),
                    new ModelManifest.Golden("golden.bin", 1e-3))
            .withFiles(Map.of("saved_model.pb", "0123456789abcdef".repeat(4), "golden.bin", "f".repeat(64)));

    @Test
    void readsWhatItWrote() throws Exception {
        assertThat(ModelManifest.ofJson(MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"threshold\": 0.5, | '' | tasks[0].threshold is missing",
                "\"preprocessing\": 1, | '' | preprocessing is missing",
                "\"leads\" | \"lead\" | tasks[0].leads is not a list",
                "\"threshold\": 0.5, | \"threshold\": \"0.5\", | tasks[0].threshold is not a number",
                "\"threshold\": 0.5, | \"threshold\": 0.7, | af: uncertainLow 0.4, threshold 0.7 and uncertainHigh 0.6 must ascend between 0 and 1",
                "\"uncertainLow\": 0.4 | \"uncertainLow\": -0.4 | af: uncertainLow -0.4, threshold 0.5 and uncertainHigh 0.6 must ascend between 0 and 1",
                "\"plattSlope\": 1.25 | \"plattSlope\": -1.25 | af: plattSlope -1.25 must be above 0 and plattIntercept -0.5 finite",
                "\"id\": \"af\" | \"id\": \"vt\" | the task 'vt' is unknown",
                "\"id\": \"af\" | \"id\": \"mi\" | the task mi stands twice",
                "\"mean\" | \"median\" | the aggregate 'median' is neither mean nor max",
                "\"0.1.0\" | \"0.1\" | version is not three numbers with dots",
                "\"0.1.0\" | null | version is not a text",
                "Research use only. | '' | title, intendedUse or trainedOn is empty",
                "\"preprocessing\": 1 | \"preprocessing\": 0 | preprocessing is not above 0",
                "\"preprocessing\": 1 | \"preprocessing\": \"one\" | preprocessing is not a number",
                "\"V1\" | \"V9\" | mi: leads names 'V9', which is none of the twelve",
                "\"V1\" | 1 | tasks[1].leads[1] is not a text",
                "\"embeddingSize\": 64 | \"embeddingSize\": 64.5 | embeddingSize is not a whole number",
                "\"tolerance\": 0.001 | \"tolerance\": 5 | golden.tolerance is not above 0 and at most 0.1",
                "\"golden\": { | \"gold\": { | golden is not an object",
                "\"saved_model.pb\" | \"../saved_model.pb\" | files names '../saved_model.pb', which is no file of a model",
                "\"saved_model.pb\" | \"/etc/model\" | files names '/etc/model', which is no file of a model",
                "ffff\" | FFFF\" | the hash of golden.bin is not a SHA-256 in lower-case hex",
            })
    void namesTheFieldThatIsWrong(String right, String wrong, String sentence) {
        String json = MANIFEST.toJson();
        assertThat(json).contains(right);
        assertThatThrownBy(() -> ModelManifest.ofJson(json.replace(right, wrong)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("manifest.json: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"id\": | manifest.json is not JSON",
                "[] | manifest.json: the whole is not an object",
                "'' | manifest.json: the whole is not an object",
            })
    void refusesWhatIsNoManifest(String json, String sentence) {
        assertThatThrownBy(() -> ModelManifest.ofJson(json))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage(sentence);
    }

    /** What a person or a disk may change without making it wrong in itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"threshold\": 0.5 | \"threshold\": 0.51",
                "\"uncertainHigh\": 0.6 | \"uncertainHigh\": 0.61",
                "\"plattSlope\": 1.25 | \"plattSlope\": 1.35",
                "\"plattIntercept\": -0.5 | \"plattIntercept\": 0.5",
                "\"aggregate\": \"max\" | \"aggregate\": \"mean\"",
                "\"V1\" | \"V2\"",
                "\"preprocessing\": 1 | \"preprocessing\": 2",
                "\"tolerance\": 0.001 | \"tolerance\": 0.01",
                "\"Nothing yet.\" | \"Everything.\"",
                "\"0.1.0\" | \"0.1.1\"",
                "ffff\" | fffe\"",
                "\"checksum\": \" | \"checksum\": \"0",
            })
    void isSealed(String exported, String changed) {
        String json = MANIFEST.toJson();
        assertThat(json).contains(exported);
        assertThatThrownBy(() -> ModelManifest.ofJson(json.replace(exported, changed)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage(
                        "manifest.json: it is not as it was exported, its checksum differs; a manifest is not changed by"
                                + " hand, as figures and golden outputs are of what it was: export the model again");
    }

    @Test
    void withoutASealItIsRefused() {
        String json = MANIFEST.toJson().replaceAll(",\\s*\"checksum\": \"[0-9a-f]*\"", "");
        assertThat(json).doesNotContain("checksum");
        assertThatThrownBy(() -> ModelManifest.ofJson(json))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("manifest.json: it has no checksum; ")
                .hasMessageEndingWith("export the model again");
    }

    @Test
    void linesAndSpacesAreOfNoMatter() throws Exception {
        String json = MANIFEST.toJson();
        assertThat(ModelManifest.ofJson(json.replaceAll("\\n *", " "))).isEqualTo(MANIFEST);
    }
}
