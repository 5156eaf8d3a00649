package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.einthoven.encoder.BundledModel.Resources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledModelTest {
    @TempDir
    Path bundle;

    @TempDir
    Path models;

    private Resources resources = name -> null;

    @BeforeEach
    void bundle() throws IOException {
        new TinyModel().writeTo(bundle);
        resources = name -> Files.exists(bundle.resolve(name)) ? Files.newInputStream(bundle.resolve(name)) : null;
    }

    @Test
    void unpacksAndFindsItAgain() throws Exception {
        Path unpacked = BundledModel.unpackInto(models.resolve("new/folder"), resources);
        assertThat(ModelFolder.open(unpacked).contentHash())
                .isEqualTo(ModelFolder.open(bundle).contentHash());
        assertThat(unpacked.getFileName().toString()).matches("tiny-0\\.0\\.1-[0-9a-f]{12}");

        FileTime longAgo = FileTime.fromMillis(1);
        Files.setLastModifiedTime(unpacked.resolve("golden.bin"), longAgo);
        assertThat(BundledModel.unpackInto(models.resolve("new/folder"), resources))
                .isEqualTo(unpacked);
        assertThat(Files.getLastModifiedTime(unpacked.resolve("golden.bin"))).isEqualTo(longAgo);
    }

    @Test
    void theCardOfTheModelThatShipsNamesItsVersion() throws Exception {
        Path unpacked = BundledModel.unpackInto(models);
        ModelManifest manifest = ModelFolder.open(unpacked).manifest();

        assertThat(Files.readAllLines(unpacked.resolve("MODEL_CARD.md")))
                .filteredOn(line -> line.startsWith("# "))
                .containsExactly("# Model card: " + manifest.id() + " " + manifest.version());
    }

    @Test
    void replacesADamagedCopy() throws Exception {
        Path unpacked = BundledModel.unpackInto(models, resources);
        Files.writeString(unpacked.resolve("saved_model.pb"), "damaged");
        assertThat(BundledModel.unpackInto(models, resources)).isEqualTo(unpacked);
        assertThat(ModelFolder.open(unpacked).manifest().id()).isEqualTo("tiny");
        assertThat(filesIn(models)).containsExactly(unpacked);
    }

    @Test
    void anotherModelOfTheSameVersionGetsItsOwnFolder() throws Exception {
        Path first = BundledModel.unpackInto(models, resources);
        Files.delete(bundle.resolve(ModelManifest.FILE_NAME));
        TinyModel other = new TinyModel();
        other.tolerance = 1e-4;
        other.writeTo(bundle);
        assertThat(BundledModel.unpackInto(models, resources)).isNotEqualTo(first);
        assertThat(ModelFolder.open(first).manifest().golden().tolerance()).isEqualTo(1e-5);
    }

    @Test
    void leavesNothingHalfDoneBehind() throws Exception {
        Files.writeString(bundle.resolve("saved_model.pb"), "another one");
        assertThatThrownBy(() -> BundledModel.unpackInto(models, resources))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("saved_model.pb is not the one that its manifest lists");
        assertThat(filesIn(models)).isEmpty();
    }

    @Test
    void saysThatABuildHoldsNoModel() {
        assertThatThrownBy(() -> BundledModel.unpackInto(models, name -> null))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("this build of the gateway holds no model: manifest.json is not in it");
    }

    @Test
    void severalMayUnpackAtOnce() throws Exception {
        var processes = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> unpacked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                unpacked.add(processes.submit(() -> BundledModel.unpackInto(models, resources)));
            }
            for (Future<Path> path : unpacked) {
                assertThat(ModelFolder.open(path.get()).manifest().id()).isEqualTo("tiny");
            }
            assertThat(filesIn(models)).hasSize(1);
        } finally {
            processes.shutdownNow();
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList();
        }
    }
}
