package org.einthoven.app.configuration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What is allowed and yet seldom meant: told by {@code einthoven check} and at the start, in one sentence each, with its place
 * where it has one.
 */
public final class ConfigurationRemarks {
    private ConfigurationRemarks() {}

    /** None for most configurations. */
    public static List<String> of(GatewayConfiguration configuration) {
        List<String> remarks = new ArrayList<>(atStart(configuration));
        StorageSettings storage = configuration.storage();
        if ((sharesQueue(configuration) || storage.ledger() != null) && storage.sharedObjects() == null) {
            remarks.add(
                    "objects: is not set, so the originals lie in this node's own data folder; before a second node is"
                            + " started, every node needs the same folder there");
        }
        return List.copyOf(remarks);
    }

    /** Without what a node finds out by itself where it matters: {@code Gateway} looks for other nodes in its ledger. */
    public static List<String> atStart(GatewayConfiguration configuration) {
        List<String> remarks = new ArrayList<>();
        if (sharesQueue(configuration) && configuration.storage().ledger() == null) {
            remarks.add(
                    "queue: is outside this node and ledger: is in it; before a second node uses the queue, every node"
                            + " needs the same PostgreSQL in ledger:, or each would read ECGs that only another knows of");
        }
        for (DestinationSettings destination : configuration.destinations()) {
            if (isOwnEndpoint(destination.url(), configuration.http())) {
                remarks.add("the destination " + destination.name() + " is this gateway's own FHIR endpoint, which has"
                        + " every report already");
            }
        }
        configuration.remarks().forEach(remark -> remarks.add(remark.toString()));
        return List.copyOf(remarks);
    }

    private static boolean sharesQueue(GatewayConfiguration configuration) {
        return configuration.queue().engine() != QueueSettings.Engine.EMBEDDED;
    }

    private static boolean isOwnEndpoint(URI url, HttpSettings http) {
        URI base = http.baseUrl();
        String host = String.valueOf(url.getHost());
        boolean here = host.equals("localhost")
                || host.startsWith("127.")
                || host.equals(http.bind().getHostAddress())
                || (base != null && host.equals(base.getHost()));
        boolean behindProxy = base != null && url.toString().startsWith(base + "/fhir");
        return behindProxy || (here && http.port() != 0 && url.getPort() == http.port());
    }
}
