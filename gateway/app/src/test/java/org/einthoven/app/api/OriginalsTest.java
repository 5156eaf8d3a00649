package org.einthoven.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.einthoven.app.EcgFiles;
import org.einthoven.app.SettableClock;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.Replay;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cart that deleted its own ECGs has them back. */
class OriginalsTest {
    private static final String TOKEN = "a-token-of-some-length";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private Ledger ledger;
    private ObjectStore objects;
    private HttpServer server;
    private Path to;

    @BeforeEach
    void open() throws Exception {
        to = folder.resolve("back");
        ledger = Ledger.open(folder, clock, "node-1");
        objects = ObjectStore.open(folder.resolve("objects"));
        server = HttpServer.start(
                HttpSettings.loopback(0, HttpAccess.tokens(List.of(TOKEN))),
                List.of(ApiServlet.mount(ledger, objects, List.of())));
    }

    @AfterEach
    void close() {
        server.close();
        ledger.close();
    }

    private ObjectHash received(byte[] ecg, String sender, String uid) throws Exception {
        ObjectHash object = objects.put(ecg);
        ledger.received(new Arrival(object, "dicom", sender, Lane.LIVE, null, ecg.length, clock.instant(), uid));
        return object;
    }

    private static String uid(byte[] ecg) throws Exception {
        return DicomReader.standard().read(ecg).dataset().getString(Tag.SOPInstanceUID, "");
    }

    private TestCommands.Result originals(String... arguments) {
        List<String> all = new ArrayList<>(List.of("ledger", "originals"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--out", to.toString(), "--url", server.address().toString(), "--token", TOKEN));
        return TestCommands.run(all.toArray(String[]::new));
    }

    private List<byte[]> written() throws Exception {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(to)) {
            for (Path file : files.sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    @Test
    void allUnderOneUidAreWrittenAsTheyCameIn() throws Exception {
        byte[] one = EcgFiles.small(1, 1);
        byte[] other = EcgFiles.small(1, 2);
        ObjectHash object = received(one, "CART1", uid(one));
        received(other, "CART1", uid(other));
        received(EcgFiles.small(2, 1), "CART1", uid(EcgFiles.small(2, 1)));

        TestCommands.Result result = originals(uid(one));
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(written()).containsExactlyInAnyOrder(one, other);
        Path file = to.resolve(uid(one) + "_" + object.hex().substring(0, 12) + ".dcm");
        assertThat(file).hasBinaryContent(one);
        assertThat(result.out().lines()).hasSize(2).contains(file.toString());
    }

    @Test
    void aSendersEcgsGoBackToItsArchive() throws Exception {
        List<String> uids = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            byte[] ecg = EcgFiles.small(number, 1);
            received(ecg, number == 3 ? "CART2" : "CART1", uid(ecg));
            uids.add(uid(ecg));
        }
        assertThat(originals("--sender", "CART1", "--from", "2026-01-01").status())
                .isZero();

        List<String> stored = new CopyOnWriteArrayList<>();
        try (DicomServer archive = new EinthovenDicomNetwork()
                .listen(DicomServerSettings.of("ARCHIVE", 0, folder.resolve("archive")), object -> {
                    stored.add(object.sopInstanceUid());
                    return DimseStatus.SUCCESS;
                })) {
            TestCommands.Result sent =
                    TestCommands.run("send", to.toString(), "--dicom", "ARCHIVE@127.0.0.1:" + archive.port());
            assertThat(sent.status()).as(sent.err()).isZero();
        }
        assertThat(stored).containsExactlyInAnyOrderElementsOf(uids.subList(0, 2));
    }

    @Test
    void whatIsNotHereAnyMoreIsNamedAndTheRestWritten() throws Exception {
        byte[] here = EcgFiles.small(1, 1);
        received(here, "CART1", uid(here));
        byte[] removed = EcgFiles.small(2, 1);
        ObjectHash old = received(removed, "CART1", uid(removed));
        ledger.quarantined(old, "no ECG");
        ledger.replays()
                .carryOut(new Replay(Replay.Action.DISMISS, EcgFilter.of(old.hex()), null, null, 1, "night shift"));
        clock.now = NOON.plusSeconds(60);
        assertThat(ledger.removal().removed(List.of(old), clock.now)).isEqualTo(1);
        Files.delete(objects.find(old));
        byte[] damaged = EcgFiles.small(3, 1);
        ObjectHash broken = received(damaged, "CART1", uid(damaged));
        Files.write(objects.find(broken), Arrays.copyOf(damaged, 400));
        byte[] elsewhere = EcgFiles.small(4, 1);
        ObjectHash lost = received(elsewhere, "CART1", uid(elsewhere));
        Files.delete(objects.find(lost));

        TestCommands.Result result = originals("--sender", "CART1");
        assertThat(result.status()).isEqualTo(1);
        assertThat(written()).containsExactly(here);
        assertThat(result.out().lines())
                .contains(
                        old + ": Retention removed this original.",
                        broken + ": what the gateway holds is damaged, and was not written",
                        lost + ": This node does not hold this original, which came in at the node node-1.");
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidToBeNone() throws Exception {
        received(EcgFiles.small(1, 1), "CART1", "1.2.3");
        Files.writeString(to, "a file");
        TestCommands.Result result = originals("1.2.3");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("the folder " + to + " cannot be made");
        assertThat(to).hasContent("a file");
    }

    @Test
    void whatNobodyMeantIsNotWritten() throws Exception {
        received(EcgFiles.small(1, 1), "CART1", "1.2.3");
        assertThat(originals().err()).contains("which? name an ECG or filter");
        assertThat(originals("1.2.4").err()).contains("no ECG is meant by this");
        assertThat(originals("1.2.3", "--id", "1.2.3").err()).contains("not by both");
    }
}
