package org.einthoven.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Objects;
import org.einthoven.training.loop.Prefetch;
import org.einthoven.training.loop.TrainingFailure;
import org.jspecify.annotations.Nullable;

/**
 * How the commands end: 0 where what was asked for is there, {@value #TIME_IS_UP} where the same command has to go on, 2 with one line on standard error
 * when the input is at fault.
 */
final class Failures {
    private static final int DONE = 0;
    private static final int BAD_INPUT = 2;
    /** EX_TEMPFAIL of sysexits.h: nothing is wrong, and trying again helps. */
    static final int TIME_IS_UP = 75;

    /** How Linux and macOS say it through the JDK, without a file's name. */
    private static final String NO_SPACE = "No space left on device";

    private Failures() {}

    /** Work that may find its input at fault. */
    interface Work {
        @Nullable
        Object run() throws IOException, InterruptedException;
    }

    /** Work that the clock may end before it is done. */
    interface PartOfWork {
        /** Whether all is done; where not, it said how to go on. */
        boolean run() throws IOException, InterruptedException;
    }

    static int orExit(Work work) {
        return orLater(() -> {
            work.run();
            return true;
        });
    }

    static int orLater(PartOfWork work) {
        try {
            return work.run() ? DONE : TIME_IS_UP;
        } catch (IOException | IllegalArgumentException | TrainingFailure e) {
            System.err.println("einthoven train: " + sentence(e));
            return BAD_INPUT;
        } catch (Prefetch.FillException | UncheckedIOException e) {
            System.err.println("einthoven train: " + sentence(rootOf(e)));
            return BAD_INPUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.err.println("einthoven train: interrupted");
            return BAD_INPUT;
        }
    }

    private static Throwable rootOf(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootOf(cause);
    }

    private static String sentence(Throwable e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "there is no file " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is there already, and is no folder";
        }
        if (e instanceof AccessDeniedException denied) {
            return "there is no permission for " + denied.getFile();
        }
        String message = e.getMessage();
        if (NO_SPACE.equals(message)) {
            return "the disk is full: make room, and run the same again to go on";
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** An option that picocli has made sure of. */
    static <T> T required(@Nullable T option) {
        return Objects.requireNonNull(option);
    }
}
