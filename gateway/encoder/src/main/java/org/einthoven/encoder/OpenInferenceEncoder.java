package org.einthoven.encoder;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderBusyException;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An encoder on another machine, asked by the Open Inference Protocol: {@code einthoven encoder}, Triton, KServe, DJL
 * Serving. The model's folder lies here too; its manifest says what the numbers mean, and the server must serve that
 * very model.
 *
 * <p>While the server fails it is not asked, but for one ECG after each pause, which first checks the model anew.
 */
public final class OpenInferenceEncoder implements Encoder {
    private static final Logger LOG = LoggerFactory.getLogger(OpenInferenceEncoder.class);
    private static final int MOST_REQUESTS_AT_ONCE = 64;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final IntervalFunction BEFORE_RETRY =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2, 0.5, Duration.ofSeconds(2));

    private final OpenInferenceSettings settings;
    private final InferenceConnection connection;
    private final ModelCard card;
    private final RecordingInference inference;
    private final SharedCheck model;
    private final CircuitBreaker breaker;
    private final Semaphore requests = new Semaphore(MOST_REQUESTS_AT_ONCE);
    private final LongAdder read = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private volatile String problem = "";

    private OpenInferenceEncoder(ModelFolder folder, OpenInferenceSettings settings) {
        this.settings = settings;
        this.connection = new InferenceConnection(settings);
        this.card = folder.manifest().card(folder.contentHash());
        this.inference = new RecordingInference(folder.manifest());
        this.model = new SharedCheck(() -> RemoteModel.check(connection, folder));
        this.breaker = CircuitBreaker.of("encoder", breakerConfig(settings));
        breaker.getEventPublisher()
                .onStateTransition(event -> log(
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState()));
    }

    private static CircuitBreakerConfig breakerConfig(OpenInferenceSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(6)
                .minimumNumberOfCalls(3)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialRandomBackoff(settings.pause(), 2, 0.2, LONGEST_PAUSE))
                .build();
    }

    /**
     * Checks the server's model. One that does not answer yet is waited for later; one that serves another model is
     * refused.
     *
     * @param modelFolder as {@link TensorFlowEncoder#open}; nothing of it is loaded but the manifest and golden pairs
     * @throws InvalidModelException when the folder or the server is refused; the message is one sentence
     */
    public static OpenInferenceEncoder open(Path modelFolder, OpenInferenceSettings settings) throws IOException {
        OpenInferenceEncoder encoder = new OpenInferenceEncoder(ModelFolder.open(modelFolder), settings);
        try {
            RemoteModel model = encoder.model.get();
            LOG.info(
                    "The encoder at {} serves the model {} {} and gives its golden outputs ({})",
                    settings.url(),
                    encoder.card.id(),
                    encoder.card.version(),
                    model.isBinary() ? "binary tensors" : "JSON");
        } catch (EncoderUnavailableException | EncoderBusyException e) {
            encoder.problem = messageOf(e);
            encoder.breaker.transitionToOpenState();
        } catch (EncoderException e) {
            throw new InvalidModelException(messageOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the encoder at " + settings.url() + " was asked", e);
        }
        return encoder;
    }

    @Override
    public ModelCard model() {
        return card;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException as {@link TensorFlowEncoder#infer}
     */
    @Override
    public Inference infer(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        WindowCheck.check(windows);
        if (!breaker.tryAcquirePermission()) {
            throw new EncoderException(connection.shown() + " is not asked for now, because: " + problem);
        }
        long start = breaker.getCurrentTimestamp();
        try {
            List<WindowOutput> outputs = readInSlices(windows);
            breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            read.increment();
            return inference.of(windows, outputs);
        } catch (EncoderBusyException e) {
            // It answers: no reason to think that it is gone.
            breaker.releasePermission();
            throw e;
        } catch (EncoderException e) {
            problem = messageOf(e);
            failed.increment();
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
            throw e;
        } catch (InterruptedException | RuntimeException | Error e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private List<WindowOutput> readInSlices(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        List<WindowOutput> outputs = new ArrayList<>(windows.size());
        for (int from = 0; from < windows.size(); from += RemoteModel.SLICE) {
            outputs.addAll(readRepeatedly(windows.subList(from, Math.min(windows.size(), from + RemoteModel.SLICE))));
        }
        return outputs;
    }

    /** As resilience4j's Retry would, whose pauses lose an interruption. */
    private List<WindowOutput> readRepeatedly(List<NormalisedEcg> windows)
            throws EncoderException, InterruptedException {
        int tries = breaker.getState() == State.CLOSED ? settings.tries() : 1;
        for (int attempt = 1; ; attempt++) {
            try {
                return readOnce(windows);
            } catch (EncoderException e) {
                if (attempt >= tries || !mayBeRepeated(e)) {
                    throw e;
                }
            }
            retries.increment();
            Thread.sleep(BEFORE_RETRY.apply(attempt));
        }
    }

    private static boolean mayBeRepeated(EncoderException e) {
        return e instanceof EncoderBusyException
                || (e instanceof EncoderUnavailableException unavailable && unavailable.soonAgain());
    }

    private List<WindowOutput> readOnce(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        if (!requests.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new EncoderBusyException(MOST_REQUESTS_AT_ONCE + " requests wait for " + connection.shown());
        }
        try {
            return model.get().run(windows);
        } catch (EncoderBusyException e) {
            throw e;
        } catch (EncoderException e) {
            // Who answers next may be another server: it is checked before it is believed.
            model.forget();
            throw e;
        } finally {
            requests.release();
        }
    }

    private void log(State from, State to) {
        if (from == State.CLOSED) {
            LOG.warn("The encoder at {} is not used for now: {}", settings.url(), problem);
        } else if (to == State.CLOSED) {
            LOG.info("The encoder at {} answers again and serves the same model", settings.url());
        }
    }

    private static String messageOf(EncoderException e) {
        return String.valueOf(e.getMessage());
    }

    /** Whether the server is asked; false from when it failed until it answered again. */
    public boolean isUsed() {
        return breaker.getState() == State.CLOSED;
    }

    /** ECGs that the server read. */
    public long read() {
        return read.sum();
    }

    /** ECGs for which the server was asked in vain. */
    public long failed() {
        return failed.sum();
    }

    /** Requests that were sent again. */
    public long retries() {
        return retries.sum();
    }

    /** Nothing to free: connections end when they are idle. */
    @Override
    public void close() {}
}
