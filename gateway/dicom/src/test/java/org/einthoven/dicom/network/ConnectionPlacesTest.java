package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who makes way for whom. */
class ConnectionPlacesTest {
    private long now = Long.MAX_VALUE - 5; // So that it runs over in some tests.
    private final ConnectionPlaces places = new ConnectionPlaces(3, () -> now);
    private final List<Socket> closed = new ArrayList<>();

    /** As much of a connection as its place needs. */
    private final class Caller extends Socket implements ServedConnection {
        private final String address;
        private final boolean isAssociated;

        Caller(String address, boolean isAssociated) {
            this.address = address;
            this.isAssociated = isAssociated;
        }

        @Override
        public InetAddress getInetAddress() {
            try {
                return InetAddress.getByName(address);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public synchronized void close() {
            closed.add(this);
        }

        @Override
        public boolean isAssociated() {
            return isAssociated;
        }

        @Override
        public void serve() {}

        @Override
        public void abortIfIdle(Duration silence) {}

        @Override
        public void abortNow() {}
    }

    private Caller hold(String address, boolean isAssociated) {
        Caller caller = new Caller(address, isAssociated);
        places.take(caller, caller);
        now++;
        return caller;
    }

    private Caller hold(String address) {
        return hold(address, false);
    }

    private boolean hasRoomFor(String address) throws IOException {
        return places.hasRoomFor(InetAddress.getByName(address));
    }

    @Test
    void nobodyMakesWayWhileThereIsRoom() throws IOException {
        hold("10.0.0.1");
        hold("10.0.0.1");

        assertThat(hasRoomFor("10.0.0.2")).isTrue();
        assertThat(closed).isEmpty();
    }

    @Test
    void theOldestOfTheAddressWithMostMakesWay() throws IOException {
        hold("10.0.0.2");
        Caller oldest = hold("10.0.0.1");
        hold("10.0.0.1");

        assertThat(hasRoomFor("10.0.0.2")).as("it holds fewer").isTrue();
        assertThat(closed).containsExactly(oldest);
        hold("10.0.0.2");
        assertThat(hasRoomFor("10.0.0.3")).isTrue();
        assertThat(closed).hasSize(2);
    }

    @Test
    void aBurstFromOneAddressClosesNoneThatIsAboutToAssociate() throws IOException {
        Caller oldest = hold("10.0.0.1");
        hold("10.0.0.1");
        hold("10.0.0.1");

        assertThat(hasRoomFor("10.0.0.1")).isFalse();
        assertThat(closed).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(hasRoomFor("10.0.0.1")).isTrue();
        assertThat(closed).containsExactly(oldest);
    }

    @Test
    void anAssociationMakesWayForNobody() throws IOException {
        hold("10.0.0.1", true);
        hold("10.0.0.1", true);
        hold("10.0.0.1", true);
        now += Duration.ofHours(1).toNanos();

        assertThat(hasRoomFor("10.0.0.2")).isFalse();
        assertThat(closed).isEmpty();
    }

    @Test
    void associationsOfAnAddressDoNotCountAgainstIt() throws IOException {
        hold("10.0.0.1", true);
        Caller silent = hold("10.0.0.2");
        hold("10.0.0.2");

        assertThat(hasRoomFor("10.0.0.1")).isTrue();
        assertThat(closed).containsExactly(silent);
    }

    @Test
    void theAddressesOfOneIpv6NetworkCountTogether() throws IOException {
        Caller oldest = hold("2001:db8::1");
        hold("2001:db8:0:1::1");
        hold("2001:db8::2");

        assertThat(hasRoomFor("2001:db8::3")).as("it is one of those with most").isFalse();
        assertThat(hasRoomFor("2001:db8:0:1::2")).isTrue();
        assertThat(closed).containsExactly(oldest);
    }

    @Test
    void whoHasLeftHoldsNoPlace() throws IOException {
        hold("10.0.0.1");
        hold("10.0.0.1");
        Caller last = new Caller("10.0.0.1", false);
        places.leave(places.take(last, last));

        assertThat(hasRoomFor("10.0.0.1")).isTrue();
        assertThat(closed).isEmpty();
    }
}
