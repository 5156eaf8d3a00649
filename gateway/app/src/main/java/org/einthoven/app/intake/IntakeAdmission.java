package org.einthoven.app.intake;

import com.google.common.base.Suppliers;
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
    private final Supplier<Optional<Refusal>> answer;

    /**
     * @param folders the data and the object folder, which may lie on disks of their own
     * @param waiting how many ECGs were received and not read yet; negative when nobody knows, which refuses nothing
     */
    public IntakeAdmission(IntakeSettings settings, List<Path> folders, LongSupplier waiting) {
        this(settings, folders, waiting, ANSWER_AGE);
    }

    /** @param age how old an answer may be; zero looks each time */
    public IntakeAdmission(IntakeSettings settings, List<Path> folders, LongSupplier waiting, Duration age) {
        this.settings = settings;
        this.folders = List.copyOf(folders);
        this.waiting = waiting;
        this.answer = age.isZero() ? this::look : Suppliers.memoizeWithExpiration(this::look, age)::get;
    }

    /** Why nothing is taken now; empty while ECGs are taken. */
    public Optional<Refusal> current() {
        return answer.get();
    }

    /** @throws IntakeException while nothing is taken */
    public void require() throws IntakeException {
        Optional<Refusal> refusal = current();
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
        return current().map(Refusal::reason).orElse(null);
    }

    private Optional<Refusal> look() {
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
