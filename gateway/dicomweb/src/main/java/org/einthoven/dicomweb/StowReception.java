package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicomweb.StowReceiver.UnsupportedTypeException;
import org.jspecify.annotations.Nullable;

/** One store request on its way: what became of each part so far, and how the request ended. */
final class StowReception {
    /** How a request's body ended. */
    private enum End {
        WHOLE,
        BROKEN,
        TOO_MANY_PARTS,
        TOO_SLOW
    }

    private static final System.Logger LOGGER = System.getLogger(StowReception.class.getName());

    private static final int LONGEST_EPILOGUE = 1 << 16;

    private final StowSettings settings;
    private final StowPart part;
    private final InputStream body;
    private final List<StowPart.Outcome> outcomes = new ArrayList<>();
    private End end = End.BROKEN;
    private boolean bodyRead;

    StowReception(StowSettings settings, StorageHandler handler, StowRequest request, LongSupplier nanoTime) {
        this.settings = settings;
        this.part = new StowPart(settings, handler, request);
        this.body =
                new DeadlineInput(request.body(), nanoTime, settings.longest().toNanos());
    }

    /** Takes the body part by part, as far as it goes. */
    void receive(MediaType type) throws UnsupportedTypeException {
        try {
            if (type.isMultipart()) {
                end = receiveParts(new MultipartReader(body, type, settings.maximumHeaderSize()));
            } else {
                outcomes.add(part.receive(body));
                end = End.WHOLE;
            }
            bodyRead = end == End.WHOLE && endsHere();
        } catch (DeadlineInput.TooSlowException | SocketTimeoutException e) {
            end = End.TOO_SLOW;
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a store request broke off", e);
        }
        if (end != End.WHOLE) {
            LOGGER.log(
                    Level.WARNING,
                    "a store request ended early ({0}) after {1} whole parts, which keep what became of them",
                    end,
                    outcomes.size());
        }
    }

    private End receiveParts(MultipartReader parts) throws IOException, UnsupportedTypeException {
        while (parts.nextPart()) {
            if (outcomes.size() >= settings.maximumParts()) {
                return End.TOO_MANY_PARTS;
            }
            if (outcomes.isEmpty() && isMetadata(parts.type())) {
                throw new UnsupportedTypeException();
            }
            outcomes.add(
                    parts.isPlain()
                            ? part.receive(parts.body())
                            : StowPart.Outcome.unknown(
                                    DimseStatus.CANNOT_UNDERSTAND.because("the part has a transfer encoding")));
        }
        return End.WHOLE;
    }

    /** Whether little or nothing comes after the last boundary, which matters to the connection only. */
    private boolean endsHere() {
        try {
            return body.readNBytes(LONGEST_EPILOGUE).length < LONGEST_EPILOGUE;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isMetadata(@Nullable MediaType type) {
        return type != null && (type.isJson() || type.isXml());
    }

    /** Whether the request was read to its end. */
    boolean isBodyRead() {
        return bodyRead;
    }

    StoreModule module() {
        List<StoreModule.Reference> instances = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (StowPart.Outcome outcome : outcomes) {
            if (outcome.sopInstanceUid() == null) {
                others.add(outcome.status().code());
            } else {
                instances.add(new StoreModule.Reference(
                        outcome.sopClassUid(), outcome.sopInstanceUid(), outcome.status(), outcome.url(settings)));
            }
        }
        if (end != End.WHOLE) {
            others.add(endStatus().code());
        }
        return new StoreModule(instances, others);
    }

    private DimseStatus endStatus() {
        return end == End.TOO_MANY_PARTS ? DimseStatus.OUT_OF_RESOURCES : DimseStatus.CANNOT_UNDERSTAND;
    }

    /** Where the study can be retrieved, if it is one and something of it was stored. */
    @Nullable
    String studyUrl() {
        List<String> studies = outcomes.stream()
                .filter(outcome -> !outcome.status().isFailure())
                .map(StowPart.Outcome::studyUid)
                .distinct()
                .toList();
        String url = settings.retrieveUrl();
        return url == null || studies.size() != 1 || studies.get(0).isEmpty()
                ? null
                : url + "/studies/" + studies.get(0);
    }

    /** The status of HTTP (PS3.18 table 10.5.3-1, section 8.5). */
    int status() {
        if (outcomes.stream().anyMatch(outcome -> !outcome.status().isFailure())) {
            boolean clean =
                    outcomes.stream().allMatch(outcome -> outcome.status().isSuccess());
            return clean && end == End.WHOLE ? 200 : 202;
        }
        return switch (end) {
            case TOO_MANY_PARTS -> 413;
            case TOO_SLOW -> 408;
            case BROKEN -> outcomes.isEmpty() ? 400 : failedStatus();
            case WHOLE -> outcomes.isEmpty() ? 400 : failedStatus();
        };
    }

    private int failedStatus() {
        if (outcomes.stream().allMatch(outcome -> outcome.status().equals(StowPart.TOO_LONG))) {
            return 413;
        }
        if (outcomes.stream().allMatch(outcome -> outcome.status().isWorthRetrying())) {
            return 503;
        }
        return outcomes.stream().allMatch(outcome -> outcome.sopInstanceUid() == null) ? 400 : 409;
    }
}
