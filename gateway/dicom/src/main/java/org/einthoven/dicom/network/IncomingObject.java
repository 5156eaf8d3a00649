package org.einthoven.dicom.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way into a spool file. A full disk or an object beyond the limit ends the writing, not the
 * association: the rest is read over and the sender gets a status.
 */
final class IncomingObject {

    private static final System.Logger LOGGER = System.getLogger(IncomingObject.class.getName());

    private final long maximumSize;
    private final FileMeta meta;
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private @Nullable DimseStatus failure;
    private long size;

    IncomingObject(SpoolFolder spool, FileMeta meta, long maximumSize) {
        this.meta = meta;
        this.maximumSize = maximumSize;
        try {
            file = spool.newFile();
            out = new BufferedOutputStream(Files.newOutputStream(file));
            out.write(meta.encode());
        } catch (IOException e) {
            fail(DimseStatus.OUT_OF_RESOURCES.because("the spool folder cannot be written"), e);
        }
    }

    /** An object that is not wanted: its data set is read over and the sender gets this status. */
    IncomingObject(FileMeta meta, DimseStatus refusal) {
        this.meta = meta;
        this.maximumSize = 0;
        this.failure = refusal;
    }

    void write(ByteBuffer fragment) {
        if (out == null) {
            return;
        }
        size += fragment.remaining();
        if (size > maximumSize) {
            fail(DimseStatus.OUT_OF_RESOURCES.because("the object is longer than this server accepts"), null);
            return;
        }
        try {
            out.write(fragment.array(), fragment.arrayOffset() + fragment.position(), fragment.remaining());
        } catch (IOException e) {
            fail(DimseStatus.OUT_OF_RESOURCES.because("the spool folder cannot be written"), e);
        }
    }

    /** Hands the complete file on, removes it where it was not taken, and tells the status to answer. */
    DimseStatus finish(StorageHandler handler, Origin origin) {
        try {
            closeFile();
            Path complete = file;
            if (failure != null || complete == null) {
                return failure == null ? DimseStatus.PROCESSING_FAILURE : failure;
            }
            return handler.store(origin.objectIn(complete, meta, Files.size(complete)));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, meta.describe() + " could not be stored", e);
            return DimseStatus.OUT_OF_RESOURCES;
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "the storage handler failed for " + meta.describe(), e);
            return DimseStatus.PROCESSING_FAILURE;
        } finally {
            discard();
        }
    }

    /** What it is, without what would lead to a patient. */
    String describe() {
        return meta.describe();
    }

    /** Removes the file where it still is. */
    void discard() {
        try {
            closeFile();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a spool file that is removed could not be closed: " + e.getMessage());
        }
        Path written = file;
        try {
            if (written != null) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "a spool file could not be removed: " + e.getMessage());
        }
    }

    private void fail(DimseStatus status, @Nullable IOException cause) {
        LOGGER.log(Level.WARNING, "refuses " + meta.describe() + ": " + status, cause);
        failure = status;
        discard();
    }

    private void closeFile() throws IOException {
        OutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }
}
