package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.DataType;

/** What may be wrong with a model on disk; none of it reaches TensorFlow. */
class ModelFolderTest {
    @TempDir
    Path folder;

    @Test
    void opensWhatItSealed() throws Exception {
        new TinyModel().writeTo(folder);
        ModelFolder opened = ModelFolder.open(folder);
        ServingSignature.check(opened);

        assertThat(opened.manifest().files().keySet())
                .containsExactly("MODEL_CARD.md", "golden.bin", ModelFolder.SAVED_MODEL);
        assertThat(opened.contentHash()).matches("[0-9a-f]{64}");
        assertThat(opened.golden().inputs()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            NormalisedEcg golden = Windows.noise(1, 3).get(i);
            assertThat(opened.golden().inputs().get(i).samples()).isEqualTo(golden.samples());
            assertThat(opened.golden().inputs().get(i).valid()).isEqualTo(golden.valid());
            assertThat(opened.golden().outputs().get(i).logits())
                    .isEqualTo(new TinyModel().expected(golden).logits());
        }
    }

    @Test
    void aHiddenFileIsNoPartOfAModel() throws Exception {
        new TinyModel().writeTo(folder);
        Files.writeString(folder.resolve(".DS_Store"), "x");
        assertThat(ModelFolder.open(folder).manifest().id()).isEqualTo("tiny");
    }

    @Test
    void anotherManifestIsAnotherModel() throws Exception {
        new TinyModel().writeTo(folder);
        String before = ModelFolder.open(folder).contentHash();
        replaceInManifest(folder, "\"uncertainHigh\": 0.6", "\"uncertainHigh\": 0.7");
        assertThat(ModelFolder.open(folder).contentHash()).isNotEqualTo(before);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("damages")
    void saysInOneSentenceWhatIsDamaged(Damage damage, String sentence) throws Exception {
        new TinyModel().writeTo(folder);
        damage.doTo(folder);
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage(sentence.replace("FOLDER", folder.toString()));
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(f -> Files.delete(f.resolve("manifest.json")), "the model folder FOLDER has no manifest.json"),
                damage(f -> cut(f.resolve("manifest.json")), "manifest.json is not JSON"),
                damage(
                        f -> Files.writeString(
                                f.resolve("manifest.json"),
                                Files.readString(f.resolve("manifest.json"))
                                        .replace("\"threshold\": 0.5", "\"threshold\": 0.55")),
                        "manifest.json: it is not as it was exported, its checksum differs; a manifest is not changed by hand,"
                                + " as figures and golden outputs are of what it was: export the model again"),
                damage(
                        f -> Files.write(f.resolve("manifest.json"), new byte[] {(byte) 0xff, (byte) 0xfe}),
                        "manifest.json is not UTF-8 text"),
                damage(f -> Files.delete(f.resolve("saved_model.pb")), "the model's file saved_model.pb is missing"),
                damage(f -> Files.delete(f.resolve("golden.bin")), "the model's file golden.bin is missing"),
                damage(
                        f -> cut(f.resolve("saved_model.pb")),
                        "the model's file saved_model.pb is not the one that its manifest lists: the SHA-256 differs"),
                damage(
                        f -> flipABit(f.resolve("saved_model.pb")),
                        "the model's file saved_model.pb is not the one that its manifest lists: the SHA-256 differs"),
                damage(
                        f -> {
                            Files.createDirectory(f.resolve("variables"));
                            Files.writeString(f.resolve("variables/variables.index"), "x");
                        },
                        "the model folder holds variables/variables.index, which its manifest does not list"),
                damage(
                        f -> replaceInManifest(f, "\"saved_model.pb\": ", "\"weights.pb\": "),
                        "manifest.json: files does not list saved_model.pb"),
                damage(
                        f -> replaceInManifest(f, "\"file\": \"golden.bin\"", "\"file\": \"pairs.bin\""),
                        "manifest.json: files does not list pairs.bin"),
                damage(
                        f -> replaceInManifest(f, "\"embeddingSize\": 12", "\"embeddingSize\": 13"),
                        "the golden outputs have 12 embedding values and 6 logits, the manifest 13 and 6"),
                damage(
                        f -> replaceInManifest(f, "\"preprocessing\": 1", "\"preprocessing\": 2"),
                        "the model tiny 0.0.1 reads ECGs that version 2 of the normalisation makes; this program's is version 1"),
                damage(f -> reseal(f, g -> cut(g)), "the model's golden file golden.bin is cut short or damaged"),
                damage(
                        f -> reseal(f, g -> Files.writeString(g, "no deflated stream")),
                        "the model's golden file golden.bin is cut short or damaged"),
                damage(
                        f -> reseal(f, ModelFolderTest::writeOtherFormat),
                        "the model's golden file golden.bin is of another format"));
    }

    @Test
    void saysThatThereIsNoFolder() {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> ModelFolder.open(absent))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("there is no model folder " + absent);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("signatures")
    void findsAnotherSignatureBeforeItRuns(Consumer<TinyModel> change, String sentence) throws Exception {
        TinyModel model = new TinyModel();
        change.accept(model);
        model.writeTo(folder);
        assertThatThrownBy(() -> ServingSignature.check(ModelFolder.open(folder)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage(sentence);
    }

    static Stream<Arguments> signatures() {
        return Stream.of(
                signature(m -> m.tag = "train", "saved_model.pb holds no graph with the tag serve"),
                signature(m -> m.signature = "default", "the model has no signature serving_default"),
                signature(m -> m.ecg = "x", "the model's inputs are [mask, x], not [ecg, mask]"),
                signature(m -> m.embedding = "z", "the model's outputs are [logits, z], not [embedding, logits]"),
                signature(
                        m -> m.declaredInput = new long[] {12, 2500},
                        "the model's ecg is DT_FLOAT [12, 2500], not DT_FLOAT [-1, 12, 2500]"),
                signature(
                        m -> m.graphInput = new long[] {12, 2500},
                        "the model's ecg is DT_FLOAT [12, 2500], not DT_FLOAT [-1, 12, 2500]"),
                signature(
                        m -> m.graphInput = new long[] {-1, 12, 2400},
                        "the model's ecg is DT_FLOAT [-1, 12, 2400], not DT_FLOAT [-1, 12, 2500]"),
                signature(
                        m -> m.declaredInput = new long[] {1, 12, 2500},
                        "the model's ecg is DT_FLOAT [1, 12, 2500], not DT_FLOAT [-1, 12, 2500]"),
                signature(
                        m -> m.inputType = DataType.DT_DOUBLE,
                        "the model's ecg is DT_DOUBLE [-1, 12, 2500], not DT_FLOAT [-1, 12, 2500]"),
                signature(m -> m.inputIsPlaceholder = false, "the model's input ecg is no placeholder"),
                signature(m -> m.declaredLogits = 5, "the model's logits is DT_FLOAT [-1, 5], not DT_FLOAT [-1, 6]"));
    }

    @Test
    void findsThatTheGraphIsNoSavedModel() throws Exception {
        new TinyModel().writeTo(folder);
        Files.writeString(folder.resolve(ModelFolder.SAVED_MODEL), "weights");
        ModelFolder sealed = ModelFolder.seal(folder, new TinyModel().manifest());
        assertThatThrownBy(() -> ServingSignature.check(sealed))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("saved_model.pb is no SavedModel of TensorFlow");
    }

    private static Arguments damage(Damage damage, String sentence) {
        return Arguments.of(damage, sentence);
    }

    private static Arguments signature(Consumer<TinyModel> change, String sentence) {
        return Arguments.of(change, sentence);
    }

    private static void cut(Path file) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() / 2);
        }
    }

    private static void flipABit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** And seals it again. */
    private static void replaceInManifest(Path folder, String old, String fresh) throws IOException {
        Path manifest = folder.resolve(ModelManifest.FILE_NAME);
        String text = Files.readString(manifest);
        assertThat(text).contains(old);
        JsonObject json = JsonParser.parseString(text.replace(old, fresh)).getAsJsonObject();
        json.remove(ManifestJson.CHECKSUM);
        json.addProperty(ManifestJson.CHECKSUM, ManifestJson.checksum(json));
        Files.writeString(manifest, json.toString());
    }

    /** Damages the golden file, and lets the manifest agree with it. */
    private static void reseal(Path folder, Damage damage) throws IOException {
        Path golden = folder.resolve("golden.bin");
        byte[] before = Files.readAllBytes(golden);
        damage.doTo(golden);
        byte[] after = Files.readAllBytes(golden);
        replaceInManifest(folder, ModelFolder.sha256(before), ModelFolder.sha256(after));
    }

    private static void writeOtherFormat(Path golden) throws IOException {
        try (var out = new DeflaterOutputStream(Files.newOutputStream(golden))) {
            out.write(new byte[64]);
        }
    }

    /** Something that happens to a model. */
    @FunctionalInterface
    interface Damage {
        void doTo(Path path) throws IOException;
    }
}
