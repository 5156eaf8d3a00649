package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a listener, as many as it has places for. When all are taken, one on which no association stands makes
 * way for a newcomer: the oldest of whichever address holds most of those. So who only holds connections open keeps none but
 * himself out. Places are taken by one thread, and left by any.
 */
final class ConnectionPlaces {

    private static final System.Logger LOGGER = System.getLogger(ConnectionPlaces.class.getName());

    /** A peer that means it has sent its request by then: before, it makes no way for others from its own address. */
    private static final Duration TIME_TO_ASSOCIATE = Duration.ofSeconds(1);

    /** Of an IPv6 address: what a network is given (RFC 6177), so that a peer may have any address of it. */
    private static final int NETWORK_BYTES = 8;

    private final SparseWarning crowding = new SparseWarning(LOGGER);
    private final int limit;
    private final LongSupplier nanoTime;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();

    ConnectionPlaces(int limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** A connection that has a place. */
    record Place(ServedConnection connection, Socket socket, String from, long since) {}

    /** Makes room for a connection from there, where that is needed and can be done. */
    boolean hasRoomFor(InetAddress from) {
        if (places.size() < limit) {
            return true;
        }
        Place victim = whoMakesWay(network(from));
        if (victim == null) {
            return false;
        }
        leave(victim);
        crowding.warn("too many connections: one of "
                + victim.socket().getInetAddress().getHostAddress() + " without an association is closed to make room");
        close(victim.socket());
        return true;
    }

    private @Nullable Place whoMakesWay(String newcomer) {
        Map<String, Integer> held = new HashMap<>();
        List<Place> idle = places.stream()
                .filter(place -> !place.connection().isAssociated())
                .toList();
        idle.forEach(place -> held.merge(place.from(), 1, Integer::sum));
        int most = held.values().stream().max(Comparator.naturalOrder()).orElse(0);
        boolean isOwn = held.getOrDefault(newcomer, 0) == most;
        long now = nanoTime.getAsLong();
        return idle.stream()
                .filter(place -> isOwn ? place.from().equals(newcomer) : held.getOrDefault(place.from(), 0) == most)
                .filter(place -> !isOwn || now - place.since() >= TIME_TO_ASSOCIATE.toNanos())
                .min(Comparator.comparingLong(place -> place.since() - now))
                .orElse(null);
    }

    Place take(ServedConnection connection, Socket socket) {
        Place place = new Place(connection, socket, network(socket.getInetAddress()), nanoTime.getAsLong());
        places.add(place);
        return place;
    }

    void leave(Place place) {
        places.remove(place);
    }

    void forEach(Consumer<ServedConnection> action) {
        places.forEach(place -> action.accept(place.connection()));
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }

    /** The transport, without a word: what would be said could have to wait for the peer. */
    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a connection that makes way could not be closed: " + e.getMessage());
        }
    }
}
