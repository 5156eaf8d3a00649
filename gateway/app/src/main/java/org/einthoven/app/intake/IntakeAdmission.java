package org.einthoven.app.intake;

import com.google.common.base.Suppliers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.einthoven.app.configuration.IntakeSettings;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.dicom.network.Admission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes no more ECGs while too many wait or a disk is nearly full, so that a gateway that cannot keep up tells its
 * senders before it runs out of anything. The answer is up to a second old: what comes in within that second is what
 * {@code minimumFreeMegabytes} has room for. Safe for use by many threads.
 */
public final class IntakeAdmission implements Admission {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeAdmission.class);
    private static final Duration ANSWER_AGE = Duration.ofSeconds(1);

    private final IntakeSettings settings;
    private final List<Path> folders;
    private final LongSupplier waiting;
    private final MeterRegistry registry;
    private final @Nullable RefusalNotes notes;
    private final Supplier<Optional<Refusal>> answer;

    private IntakeAdmission(
            IntakeSettings settings,
            List<Path> folders,
            LongSupplier waiting,
            MeterRegistry registry,
            @Nullable RefusalNotes notes,
            Duration age) {
        this.settings = settings;
        this.folders = List.copyOf(folders);
        this.waiting = waiting;
        this.registry = registry;
        this.notes = notes;
        this.answer = age.isZero() ? this::look : Suppliers.memoizeWithExpiration(this::look, age)::get;
        if (notes != null) {
            RefusalNotes.register(registry, this::current);
        }
    }

    /**
     * Of what comes in live, where a refusal is told: by a gauge, and in the log when refusing begins and ends.
     *
     * @param folders the data and the object folder, which may lie on disks of their own
     * @param waiting how many ECGs were received and not read yet; negative when nobody knows, which refuses nothing
     */
    public static IntakeAdmission live(
            IntakeSettings settings, List<Path> folders, LongSupplier waiting, MeterRegistry registry) {
        return live(settings, folders, waiting, registry, System::nanoTime, ANSWER_AGE);
    }

    /** @param age how old an answer may be; zero looks each time */
    static IntakeAdmission live(
            IntakeSettings settings,
            List<Path> folders,
            LongSupplier waiting,
            MeterRegistry registry,
            LongSupplier nanoTime,
            Duration age) {
        return new IntakeAdmission(settings, folders, waiting, registry, new RefusalNotes(nanoTime), age);
    }

    /**
     * Of what comes out of archives, which is refused as a matter of course: whoever sends an archive is fast, and told to
     * wait. Looks each time, as the limit is low.
     */
    public static IntakeAdmission ofArchives(
            IntakeSettings settings, List<Path> folders, LongSupplier waiting, MeterRegistry registry) {
        return new IntakeAdmission(settings, folders, waiting, registry, null, Duration.ZERO);
    }

    /** Why nothing is taken now; empty while ECGs are taken. */
    public Optional<Refusal> current() {
        return answer.get();
    }

    /**
     * @param channel by which an ECG comes in
     * @throws IntakeException while nothing is taken
     */
    public void require(String channel) throws IntakeException {
        Optional<Refusal> refusal = counted(channel);
        if (refusal.isPresent()) {
            throw new IntakeException(
                    switch (refusal.get().kind()) {
                        case DISK_FULL -> IntakeException.Kind.STORAGE_FULL;
                        case TOO_MANY_WAIT -> IntakeException.Kind.BUSY;
                    },
                    "The ECG was not kept: " + refusal.get().reason() + "; send it again later.");
        }
    }

    @Override
    public @Nullable String refusal() {
        return counted("dicom").map(Refusal::reason).orElse(null);
    }

    private Optional<Refusal> counted(String channel) {
        Optional<Refusal> refusal = current();
        refusal.ifPresent(refused -> registry.counter(
                        "einthoven.intake.refused",
                        "channel",
                        channel,
                        "reason",
                        refused.kind().name())
                .increment());
        return refusal;
    }

    private Optional<Refusal> look() {
        Optional<Refusal> found = refusalNow();
        if (notes != null) {
            notes.note(found);
        }
        return found;
    }

    private Optional<Refusal> refusalNow() {
        for (Path folder : folders) {
            if (isNearlyFull(folder)) {
                return Optional.of(new Refusal(Refusal.Kind.DISK_FULL, "the disk of the gateway is nearly full"));
            }
        }
        return waiting.getAsLong() < settings.maxWaiting()
                ? Optional.empty()
                : Optional.of(new Refusal(Refusal.Kind.TOO_MANY_WAIT, "too many ECGs wait to be read"));
    }

    /** A folder whose disk does not answer is not refused here: its writes will tell. */
    private boolean isNearlyFull(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() >> 20 < settings.minimumFreeMegabytes();
        } catch (IOException e) {
            LOG.warn("The free space of {} is unknown: {}", folder, e.getMessage());
            return false;
        }
    }
}
