package org.einthoven.app.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of the server, no more than so many: beyond them the oldest without a request under way makes way, of
 * whichever address holds most of those. So who only holds connections open keeps none but himself out, while a limit that
 * accepts nothing more, as Jetty's own does, would let him keep out everybody, probes of the server's health included.
 */
final class OpenConnections implements Connection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
    /** Of an IPv6 address: what a network is given (RFC 6177). */
    private static final int NETWORK_BYTES = 8;

    private final int limit;
    /** From each to the number of its requests under way, in order of opening. */
    private final Map<Connection, Integer> open = new LinkedHashMap<>();

    OpenConnections(int limit) {
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        Connection victim = add(connection);
        if (victim != null) {
            LOG.debug("A connection makes way for another");
            victim.getEndPoint().close();
        }
    }

    private synchronized @Nullable Connection add(Connection connection) {
        open.put(connection, 0);
        return open.size() > limit ? takeOut() : null;
    }

    /** The newcomer is one of those who may have to go. */
    private @Nullable Connection takeOut() {
        Map<String, Integer> held = new HashMap<>();
        open.forEach((connection, requests) -> {
            if (requests == 0) {
                held.merge(network(connection), 1, Integer::sum);
            }
        });
        String crowd = held.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
        for (Map.Entry<Connection, Integer> entry : open.entrySet()) {
            if (entry.getValue() == 0 && network(entry.getKey()).equals(crowd)) {
                open.remove(entry.getKey());
                return entry.getKey();
            }
        }
        return null;
    }

    private static String network(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        InetAddress address =
                endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        if (address == null) {
            return "";
        }
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        open.remove(connection);
    }

    private synchronized void count(Connection connection, int requests) {
        open.computeIfPresent(connection, (same, before) -> before + requests);
    }

    /** Notes for each connection whether a request is under way. */
    Handler watching(Handler handler) {
        return new Handler.Wrapper(handler) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Connection connection = request.getConnectionMetaData().getConnection();
                count(connection, 1);
                Request.addCompletionListener(request, failure -> count(connection, -1));
                return super.handle(request, response, callback);
            }
        };
    }
}
