package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Senders that do as carts and EHR systems do: each sends one ECG after the other, waits for the gateway where it is
 * away, offers most of what was not acknowledged again, and some of what was. How many they send is given in portions.
 */
final class EcgLoad implements AutoCloseable {
    private static final int DICOM_SENDERS = 4;
    private static final int FHIR_SENDERS = 2;
    private static final int FILE_SENDERS = 1;
    private static final int SENDERS = DICOM_SENDERS + FHIR_SENDERS + FILE_SENDERS;

    private final EcgAccount account;
    private final Semaphore portion = new Semaphore(0);
    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    private final List<EcgSender> senders = new ArrayList<>();

    private EcgLoad(EcgAccount account) {
        this.account = account;
    }

    /** Starts the senders; they send nothing before the first {@link #send}. The folder receives short-lived files. */
    static EcgLoad start(GatewayProcess gateway, Path folder, Random random) {
        return start(gateway, folder, random, new EcgAccount());
    }

    /** For several loads on one account. */
    static EcgLoad start(GatewayProcess gateway, Path folder, Random random, EcgAccount account) {
        EcgLoad load = new EcgLoad(account);
        for (int i = 0; i < SENDERS; i++) {
            EcgSender sender = new EcgSender(
                    channel(i, gateway, folder), gateway, load.account, load.portion, new Random(random.nextLong()));
            load.senders.add(sender);
            load.threads.submit(sender);
        }
        return load;
    }

    private static EcgSender.Channel channel(int sender, GatewayProcess gateway, Path folder) {
        if (sender < DICOM_SENDERS) {
            return new DicomChannel(gateway, folder);
        }
        return sender < DICOM_SENDERS + FHIR_SENDERS
                ? HttpChannel.ofFhir(gateway)
                : HttpChannel.ofFiles(gateway, folder);
    }

    /** Sends a new ECG, which must be acknowledged; its SOP Instance UID. */
    static String sendOne(GatewayProcess gateway, Path folder, EcgAccount account) throws IOException {
        DicomChannel channel = new DicomChannel(gateway, folder);
        String uid = EcgVariant.newUid();
        account.offer(uid);
        assertThat(channel.send(uid)).as("acknowledged").isTrue();
        account.acknowledge(uid);
        channel.close();
        return uid;
    }

    EcgAccount account() {
        return account;
    }

    /** Lets the senders send so many more. */
    void send(int ecgs) {
        portion.release(ecgs);
    }

    /** Waits until so many different ECGs are acknowledged. */
    void awaitAcknowledged(int ecgs) {
        await("acknowledgements")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    senders.forEach(EcgSender::throwFailure);
                    return account.acknowledged() >= ecgs;
                });
    }

    /** Lets the senders send until so many more different ECGs are acknowledged; some more may be. */
    void sendUntilAcknowledged(int ecgs) {
        int before = account.acknowledged();
        // Of ten sends one is a repeat.
        send(2 * ecgs + SENDERS);
        awaitAcknowledged(before + ecgs);
        portion.drainPermits();
    }

    /** Lets every sender come to the end of what it sends. */
    @Override
    public void close() throws IOException, InterruptedException {
        senders.forEach(EcgSender::stop);
        portion.release(SENDERS);
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
            threads.shutdownNow();
        }
        assertThat(threads.isTerminated()).as("senders came to an end").isTrue();
        senders.forEach(EcgSender::throwFailure);
    }
}
