package org.einthoven.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.einthoven.app.SyncedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
    @TempDir
    Path folder;

    @Test
    void anObjectIsNamedByItsContentAndReadBack() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        byte[] bytes = "an ECG".getBytes(StandardCharsets.UTF_8);

        ObjectHash hash = store.put(bytes);

        assertThat(hash.hex()).isEqualTo(sha256(bytes));
        assertThat(store.find(hash)).hasBinaryContent(bytes);
        assertThat(ObjectStore.open(folder).find(hash)).hasBinaryContent(bytes);
    }

    @Test
    void anObjectAndItsFolderAreOnTheDiskWhenItIsKept() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        Path spooled = Files.write(store.incoming().resolve("spooled"), new byte[] {7});
        List<ObjectHash> kept = new ArrayList<>();

        assertThat(SyncedFiles.during(() -> kept.add(store.move(spooled))))
                .as("a spooled file, under the name that it had then, and the folder that has it now")
                .contains(spooled, store.find(kept.get(0)).getParent());
        List<Path> ofBytes = SyncedFiles.during(() -> kept.add(store.put(new byte[] {8})));
        assertThat(ofBytes).contains(store.find(kept.get(1)).getParent());
        assertThat(ofBytes).as("the bytes themselves").anyMatch(path -> path.getParent()
                .equals(store.incoming()));
    }

    @Test
    void filesOfOthersAmongWhatWasPutAsideArePassedOver() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        ObjectHash object = store.put(new byte[] {9});
        store.retired().retire(object);
        Files.createFile(folder.resolve("retired/.nfs00000001"));

        assertThat(store.retired().list()).containsExactly(object);
    }

    /** The sender hears of success and may delete his own: what is kept then must be what he sent. */
    @Test
    void whatWasDamagedIsToldAndMendedByTheSameBytes() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        byte[] bytes = "an ECG".getBytes(StandardCharsets.UTF_8);
        ObjectHash hash = store.put(bytes);
        for (byte[] damaged : new byte[][] {{}, {'a', 'n', ' '}, "an EEG".getBytes(StandardCharsets.UTF_8)}) {
            Files.write(store.find(hash), damaged);
            assertThatThrownBy(() -> store.findSound(hash)).isInstanceOf(DamagedObjectException.class);
            store.put(bytes);
            assertThat(store.findSound(hash)).hasBinaryContent(bytes);

            Files.write(store.find(hash), damaged);
            store.move(Files.write(store.incoming().resolve("spooled"), bytes));
            assertThat(store.findSound(hash)).hasBinaryContent(bytes);
            assertThat(store.incoming()).isEmptyDirectory();
        }
    }

    @Test
    void theSameBytesAreStoredOnce() throws Exception {
        ObjectStore store = ObjectStore.open(folder);

        ObjectHash first = store.put(new byte[] {1, 2, 3});
        ObjectHash second = store.move(Files.write(folder.resolve("spooled"), new byte[] {1, 2, 3}));

        assertThat(second).isEqualTo(first);
        try (Stream<ObjectHash> all = store.list()) {
            assertThat(all).containsExactly(first);
        }
        assertThat(folder.resolve("spooled")).doesNotExist();
    }

    @Test
    void aMovedFileIsGoneFromWhereItWas() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        Path spooled = Files.write(store.incoming().resolve("spooled"), new byte[] {7});

        ObjectHash hash = store.move(spooled);

        assertThat(spooled).doesNotExist();
        assertThat(store.find(hash)).hasBinaryContent(new byte[] {7});
    }

    @Test
    void anAbsentObjectIsNamed() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        ObjectHash absent = new ObjectHash("0".repeat(64));

        assertThatThrownBy(() -> store.find(absent))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(absent.hex());
    }

    @Test
    void aSourceThatFailsLeavesNothing() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the source broke");
            }
        };

        assertThatThrownBy(() -> store.put(failing)).hasMessage("the source broke");

        assertThat(store.incoming()).isEmptyDirectory();
        try (Stream<ObjectHash> all = store.list()) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    void manyThreadsMayPutTheSameObjects() throws Exception {
        ObjectStore store = ObjectStore.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<ObjectHash>> puts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] bytes = {(byte) (i % 10)};
            puts.add(() -> store.put(bytes));
        }
        for (Future<ObjectHash> put : threads.invokeAll(puts)) {
            assertThat(store.find(put.get())).exists();
        }
        threads.shutdown();
        try (Stream<ObjectHash> all = store.list()) {
            assertThat(all).hasSize(10);
        }
        assertThat(store.incoming()).isEmptyDirectory();
    }

    /** SIGKILL in the middle of writing: every object that was reported is whole, and nothing else is left. */
    @Test
    void everyReportedObjectSurvivesAKill() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ObjectStoreTest seed " + seed);
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        folder.toString(),
                        String.valueOf(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int wanted = 20 + new Random(seed).nextInt(60);
        List<String> reported = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                reported.add(line);
                if (reported.size() == wanted) {
                    writer.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        }
        assertThat(writer.waitFor()).isNotZero();
        assertThat(reported).hasSizeGreaterThanOrEqualTo(wanted);
        // What the kill cut short may be half a line.
        List<String> whole =
                reported.stream().filter(line -> line.length() == 64).toList();

        ObjectStore store = ObjectStore.open(folder);
        for (String hash : whole) {
            assertThat(sha256(Files.readAllBytes(store.find(new ObjectHash(hash)))))
                    .isEqualTo(hash);
        }
        try (Stream<ObjectHash> all = store.list()) {
            for (ObjectHash hash : all.toList()) {
                assertThat(sha256(Files.readAllBytes(store.find(hash)))).isEqualTo(hash.hex());
            }
        }
        assertThat(store.incoming()).isEmptyDirectory();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Stores random objects and prints each one's hash, until it is killed. */
    static final class EndlessWriter {
        public static void main(String[] arguments) throws Exception {
            ObjectStore store = ObjectStore.open(Path.of(arguments[0]));
            Random random = new Random(Long.parseLong(arguments[1]));
            while (true) {
                byte[] bytes = new byte[1 + random.nextInt(300_000)];
                random.nextBytes(bytes);
                System.out.println(store.put(bytes).hex());
            }
        }
    }
}
