package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.einthoven.dicom.network.RawPeer.associateRequest;
import static org.einthoven.dicom.network.RawPeer.bytes;
import static org.einthoven.dicom.network.RawPeer.data;
import static org.einthoven.dicom.network.RawPeer.dataSet;
import static org.einthoven.dicom.network.RawPeer.echoCommand;
import static org.einthoven.dicom.network.RawPeer.item;
import static org.einthoven.dicom.network.RawPeer.join;
import static org.einthoven.dicom.network.RawPeer.pdu;
import static org.einthoven.dicom.network.RawPeer.pdv;
import static org.einthoven.dicom.network.RawPeer.storeCommand;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.einthoven.dicom.network.RawPeer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an engine reads and does not read behind the guard; the engine here takes PDU by PDU as it is told to. */
class GuardedSocketTest {

    private static final String INSTANCE = "1.2.3.4";

    private ServerSocket listener;
    private RawPeer peer;
    private GuardedSocket guarded;
    private DataInputStream in;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        peer = new RawPeer(listener.getLocalPort());
        guarded = GuardedSocket.accept(listener.accept(), settings());
        in = new DataInputStream(guarded.getInputStream());
    }

    @AfterEach
    void close() throws IOException {
        guarded.abort();
        peer.close();
        listener.close();
    }

    private static DicomServerSettings settings() {
        return DicomServerSettings.of("EINTHOVEN", 0, Path.of("unused"))
                .withAssociationTimeout(Duration.ofMillis(300))
                .withIdleTimeout(Duration.ofMillis(300));
    }

    /** The next PDU as the engine reads it. */
    private Answer read() throws IOException {
        int type = in.readUnsignedByte();
        in.readByte();
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        return new Answer(type, body);
    }

    private void write(byte[] pdu) throws IOException {
        guarded.getOutputStream().write(pdu);
        guarded.getOutputStream().flush();
    }

    /** The engine accepts contexts 1 and 3. */
    private Answer associate(byte[] request) throws IOException {
        peer.send(request);
        assertThat(read().type()).isEqualTo(1);
        List<ContextAnswer> contexts = List.of(
                new ContextAnswer(1, ContextAnswer.ACCEPTANCE, RawPeer.IMPLICIT),
                new ContextAnswer(3, ContextAnswer.ACCEPTANCE, RawPeer.IMPLICIT));
        write(AssociateCodec.encode(
                new AssociateAccept("EINTHOVEN", "RAWPEER", contexts, new UserInformation(16_384, false, List.of()))));
        return peer.read();
    }

    @Test
    void givesTheEngineOneValueAPduAndCommandsInOnePiece() throws IOException {
        associate(associateRequest());
        byte[] command = storeCommand(INSTANCE);
        byte[] head = java.util.Arrays.copyOf(command, 20);
        byte[] tail = java.util.Arrays.copyOfRange(command, 20, command.length);
        peer.send(join(
                data(pdv(1, 1, head)),
                data(pdv(1, 3, tail), pdv(1, 0, bytes(1, 2)), pdv(1, 2, bytes(3))),
                data(pdv(3, 3, echoCommand()))));

        assertThat(read().body()).isEqualTo(pdv(1, 3, command));
        assertThat(read().body()).isEqualTo(pdv(1, 0, bytes(1, 2)));
        assertThat(read().body()).isEqualTo(pdv(1, 2, bytes(3)));
        assertThat(read().body()).isEqualTo(pdv(3, 3, echoCommand()));
    }

    @Test
    void abortsThePeerInPlaceOfTheEngine() throws IOException {
        associate(associateRequest());
        peer.send(data(pdv(1, 3, storeCommand(INSTANCE)), pdv(3, 2, dataSet(INSTANCE))));
        read();

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("presentation context");
        write(pdu(7, new byte[4]));
        assertThatThrownBy(() -> write(data(pdv(1, 3, echoCommand())))).hasMessageContaining("is over");
        guarded.close();
        assertThat(peer.read()).isEqualTo(Answer.abort(2, 6));
        assertThat(peer.read()).as("the engine's own abort is not sent").isEqualTo(Answer.CLOSED);
    }

    @Test
    void abortsForAnEngineThatClosesWithoutAWord() throws IOException {
        associate(associateRequest());
        guarded.close();
        assertThat(peer.read()).isEqualTo(Answer.abort(0, 0));
        assertThat(peer.read()).isEqualTo(Answer.CLOSED);
    }

    @Test
    void confirmsAReleaseInTheMiddleOfAMessageAndHidesIt() throws IOException {
        associate(associateRequest());
        peer.send(join(data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 0, bytes(1))), pdu(5, new byte[4])));
        read();
        read();
        assertThatThrownBy(this::read).hasMessageContaining("in the middle of a message");
        assertThat(peer.read()).isEqualTo(Answer.releaseResponse());
    }

    @Test
    void letsAReleaseThrough() throws IOException {
        associate(associateRequest());
        peer.send(pdu(5, new byte[4]));
        assertThat(read().type()).isEqualTo(5);
        write(pdu(6, new byte[4]));
        guarded.close();
        assertThat(peer.read()).isEqualTo(Answer.releaseResponse());
        assertThat(peer.read()).isEqualTo(Answer.CLOSED);
    }

    @Test
    void saysThatOneOperationAtATimeIsServed() throws IOException {
        byte[] contexts = join(
                RawPeer.context(1, RawPeer.TWELVE_LEAD, RawPeer.IMPLICIT),
                RawPeer.context(3, RawPeer.VERIFICATION, RawPeer.IMPLICIT));
        Answer accept =
                associate(associateRequest(1, "1.2.840.10008.3.1.1.1", contexts, item(0x53, bytes(0, 0, 0, 0))));
        AssociateAccept decoded = AssociateCodec.decodeAccept(java.nio.ByteBuffer.wrap(accept.body()));
        assertThat(decoded.userInformation().asynchronous()).isTrue();
        assertThat(decoded.contexts()).hasSize(2);
    }

    @Test
    void abortsAPeerThatFallsSilent() throws IOException {
        associate(associateRequest());
        assertThatThrownBy(this::read).hasMessageContaining("in time");
        assertThat(peer.read()).isEqualTo(Answer.abort(0, 0));
    }

    @Test
    void replacesWhatNoAeTitleMayHold() throws IOException {
        byte[] request = associateRequest();
        request[10] = 'A';
        request[26] = 7;
        associate(request);
        assertThat(guarded.origin().callingAeTitle()).isEqualTo("?AWPEER");
        assertThat(guarded.silence()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void readsNothingOfASocketThatIsAborted() throws IOException {
        associate(associateRequest());
        guarded.abort();
        assertThat(guarded.isOver()).isTrue();
        assertThat(in.read()).isEqualTo(-1);
        assertThat(peer.read()).isEqualTo(Answer.abort(0, 0));
    }
}
