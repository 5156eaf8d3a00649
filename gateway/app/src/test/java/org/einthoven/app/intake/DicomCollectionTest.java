package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.app.intake.EcgCollection.Item;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.RetrieveResult;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that sends other objects than were asked for, which no real one here does. */
class DicomCollectionTest {
    private static final String CLASS = UID.TwelveLeadECGWaveformStorage;

    @TempDir
    Path folder;

    private final List<Integer> answers = new ArrayList<>();

    @Test
    void takesTheObjectThatWasAskedForAndNoOther() throws IOException {
        DicomCollection collection = collection("1.2.1", "1.2.2", "1.2.3");
        assertThat(collection.fetch(item("1.2.2"), 100))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("1.2.2");
        assertThat(answers).containsExactly(0xA900, 0, 0xA900);
        assertThatThrownBy(() -> collection.fetch(item("1.2.9"), 100)).hasMessageContaining("sent no object");
    }

    private static Item item(String uid) {
        return new Item("1.2/1.2.0/" + uid + "/" + CLASS, "1", uid);
    }

    private DicomCollection collection(String... sent) {
        DicomPeer peer = new DicomPeer(
                new RemoteAe("ARCHIVE", "127.0.0.1", 104),
                DicomClientSettings.of("EINTHOVEN"),
                PullSettings.Retrieval.GET,
                "EINTHOVEN",
                new ArchiveScope(List.of("ECG"), 500, ZoneOffset.UTC, LocalDate.EPOCH));
        return new DicomCollection("pacs", new Sending(List.of(sent)), peer, folder, Clock.systemUTC());
    }

    /** Sends the same objects whatever is asked for; each holds its own UID as text. */
    private final class Sending implements DicomNetwork {
        private final List<String> uids;

        Sending(List<String> uids) {
            this.uids = uids;
        }

        @Override
        public DicomServer listen(DicomServerSettings settings, DicomServices services) {
            throw new AssertionError("nothing listens here");
        }

        @Override
        public DicomAssociation connect(
                RemoteAe remote, DicomClientSettings settings, List<PresentationContext> contexts) {
            return (DicomAssociation) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DicomAssociation.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("get") ? send((StorageHandler) arguments[2]) : null);
        }

        private RetrieveResult send(StorageHandler handler) throws IOException {
            for (String uid : uids) {
                Path file = Files.writeString(folder.resolve(uid), uid);
                InetSocketAddress from = new InetSocketAddress(InetAddress.getLoopbackAddress(), 104);
                StoredObject object = new StoredObject(
                        file, CLASS, uid, "1.2.840.10008.1.2.1", "ARCHIVE", "EINTHOVEN", from, uid.length());
                answers.add(handler.store(object).code());
            }
            return new RetrieveResult(DimseStatus.SUCCESS, uids.size(), 0, 0, List.of());
        }
    }
}
