package org.einthoven.app.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's one HTTP server. Paths that nobody mounted are answered 404; nothing lists a directory. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int THREADS = 64;
    /** Proxies keep some dozens open; each costs a file descriptor. */
    private static final int MOST_CONNECTIONS = 512;

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;
    private final String host;

    private HttpServer(Server server, ServerConnector connector, String host) {
        this.server = server;
        this.connector = connector;
        this.host = host;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the address or port cannot be had; the message says which
     */
    public static HttpServer start(HttpSettings settings, List<Mount> mounts) throws IOException {
        Server server = new Server(new QueuedThreadPool(THREADS));
        OpenConnections connections = new OpenConnections(MOST_CONNECTIONS);
        ServerConnector connector = connector(server, settings);
        connector.addBean(connections);
        server.addConnector(connector);
        server.setHandler(connections.watching(new GracefulHandler(servlets(settings, mounts))));
        server.setStopTimeout(DRAIN.toMillis());
        server.setErrorHandler(new PlainErrorHandler());
        try {
            server.start();
        } catch (Exception failure) {
            stopQuietly(server);
            throw new IOException(
                    "HTTP cannot listen on " + settings.bind() + " port " + settings.port() + ": "
                            + rootMessage(failure),
                    failure);
        }
        return new HttpServer(server, connector, settings.bind());
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Where people reach it: "http://127.0.0.1:8080". */
    public URI address() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port());
    }

    /** Takes no new request, lets those under way end, and stops. */
    @Override
    public void close() {
        stopQuietly(server);
    }

    private static ServerConnector connector(Server server, HttpSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.bind());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        return connector;
    }

    private static ServletContextHandler servlets(HttpSettings settings, List<Mount> mounts) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        context.setErrorHandler(new PlainErrorHandler());
        filter(context, new PaceFilter(settings.idleTimeout()), "/*");
        BodyLimit limit = new BodyLimit(settings.maxBodyBytes());
        for (Mount mount : mounts) {
            ServletHolder holder = new ServletHolder(mount.path(), mount.servlet());
            holder.setInitOrder(1);
            context.addServlet(holder, mount.path());
            filter(context, new AccessFilter(settings.access(), mount.protection()), mount.path());
            if (mount.takesBodies() && !mount.streamed()) {
                filter(context, new BodyLimitFilter(limit), mount.path());
            }
        }
        return context;
    }

    private static void filter(ServletContextHandler context, Filter filter, String path) {
        context.addFilter(new FilterHolder(filter), path, EnumSet.of(DispatcherType.REQUEST));
    }

    private static void stopQuietly(Server server) {
        try {
            server.stop();
        } catch (Exception failure) {
            LOG.warn("The HTTP server did not stop cleanly: {}", failure.toString());
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
