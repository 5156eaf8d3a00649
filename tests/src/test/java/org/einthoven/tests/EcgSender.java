package org.einthoven.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One sender of an {@link EcgLoad}. */
final class EcgSender implements Runnable {
    /** Of ten sends, this many offer again what was acknowledged before. */
    private static final int REPEATS_OF_TEN = 1;
    /** Of ten ECGs that were not acknowledged, this many are offered again. */
    private static final int PERSISTENT_OF_TEN = 7;
    /** A sender that was refused is no flood. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A way into the gateway. */
    interface Channel {
        /**
         * Sends the ECG of this UID.
         *
         * @return whether the gateway acknowledged it
         * @throws IOException when the connection is refused or breaks; the gateway may have taken the ECG
         */
        boolean send(String uid) throws IOException, InterruptedException;

        /** Ends the connection where there is one. */
        void close();
    }

    private final Channel channel;
    private final GatewayProcess gateway;
    private final EcgAccount account;
    private final Semaphore portion;
    private final Random random;
    private final List<String> sent = new ArrayList<>();
    private volatile boolean stopped;
    private volatile Throwable failure;

    EcgSender(Channel channel, GatewayProcess gateway, EcgAccount account, Semaphore portion, Random random) {
        this.channel = channel;
        this.gateway = gateway;
        this.account = account;
        this.portion = portion;
        this.random = random;
    }

    /** After the ECG that it sends now. */
    void stop() {
        stopped = true;
    }

    /** Tells the test what ended the sender, if anything did that a kill does not explain. */
    void throwFailure() {
        if (failure != null) {
            throw new AssertionError("a sender ended", failure);
        }
    }

    @Override
    public void run() {
        try {
            for (portion.acquire(); !stopped; portion.acquire()) {
                sendOne();
            }
        } catch (Exception | AssertionError e) {
            failure = e;
        } finally {
            channel.close();
        }
    }

    private void sendOne() throws InterruptedException, ExecutionException {
        String uid = next();
        while (!stopped && !acknowledged(uid)) {
            LockSupport.parkNanos(PAUSE_NANOS);
            if (random.nextInt(10) >= PERSISTENT_OF_TEN) {
                uid = EcgVariant.newUid();
            }
        }
    }

    private String next() {
        boolean repeat = !sent.isEmpty() && random.nextInt(10) < REPEATS_OF_TEN;
        return repeat ? sent.get(random.nextInt(sent.size())) : EcgVariant.newUid();
    }

    private boolean acknowledged(String uid) throws InterruptedException, ExecutionException {
        gateway.awaitReady();
        account.offer(uid);
        try {
            if (!channel.send(uid)) {
                return false;
            }
        } catch (IOException expected) {
            // A kill breaks the connection: the gateway may have the ECG, but nobody was told so.
            return false;
        }
        account.acknowledge(uid);
        sent.add(uid);
        return true;
    }
}
