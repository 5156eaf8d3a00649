package org.einthoven.app.command;

import java.util.concurrent.CountDownLatch;
import org.einthoven.app.Gateway;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway or an encoder as a service of the operating system: says when it is ready, ends in order on SIGTERM. */
final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private Service() {}

    /** The line that says that the gateway takes ECGs, and where; scripts wait for it. */
    static String readyLine(Gateway gateway, GatewayConfiguration configuration) {
        return "einthoven ready: DICOM " + configuration.dicom().aeTitle() + " on port " + gateway.dicomPort()
                + ", FHIR at " + gateway.httpAddress().resolve("/fhir") + ", model "
                + gateway.model().id() + " " + gateway.model().version() + " (research use only)";
    }

    /** Never returns: SIGTERM or SIGINT stop the gateway and end the process with status 0. */
    static void untilStopped(AutoCloseable service) throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            closeQuietly(service);
                            // Without this the status would be 143, as if the drain had failed.
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
        new CountDownLatch(1).await();
    }

    private static void closeQuietly(AutoCloseable service) {
        try {
            service.close();
        } catch (Exception e) {
            LOG.warn("While stopping: {}", e.toString());
        }
    }
}
