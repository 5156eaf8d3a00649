package org.einthoven.dicom.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens. Begin with {@link #of} and change what differs by the {@code with…} methods.
 *
 * @param aeTitle our AE title
 * @param address where to listen; port 0 takes any free one
 * @param spoolFolder where objects lie while they arrive; best on the file system to which the handler moves them
 * @param calledAeTitles the AE titles that may be called; empty for any
 * @param allowedCallers who may connect; empty for everyone who says a title
 * @param storageSopClasses the storage SOP classes that are accepted
 * @param acceptsEveryStorageClass whether every storage class of the standard is accepted besides
 * @param transferSyntaxes the transfer syntaxes that are accepted, the preferred first
 * @param maximumAssociations how many associations are served at the same time; one more is rejected as transient
 * @param maximumPduLength the longest P-DATA-TF PDU that we accept, in bytes without its header; 4096 to 1048576
 * @param maximumObjectSize the longest data set in bytes; a longer one is answered as A700
 * @param associationTimeout the ARTIM timer (PS3.8 9.1.5): until a connection has sent its association request, and
 *     until the peer closes the connection after the association
 * @param idleTimeout how long an established association may be silent, and how long one PDU may take
 * @param drainTimeout how long {@link DicomServer#close} waits for associations to finish
 * @param tls with it, associations come by TLS only; null without
 */
public record DicomServerSettings(
        String aeTitle,
        InetSocketAddress address,
        Path spoolFolder,
        Set<String> calledAeTitles,
        Set<AllowedCaller> allowedCallers,
        Set<String> storageSopClasses,
        boolean acceptsEveryStorageClass,
        List<String> transferSyntaxes,
        int maximumAssociations,
        int maximumPduLength,
        long maximumObjectSize,
        Duration associationTimeout,
        Duration idleTimeout,
        Duration drainTimeout,
        @Nullable TlsSettings tls) {

    public DicomServerSettings {
        aeTitle = AeTitle.valid(aeTitle);
        calledAeTitles = calledAeTitles.stream().map(AeTitle::valid).collect(Collectors.toUnmodifiableSet());
        allowedCallers = Set.copyOf(allowedCallers);
        storageSopClasses = Set.copyOf(storageSopClasses);
        transferSyntaxes = List.copyOf(transferSyntaxes);
        checkTransferSyntaxes(transferSyntaxes);
        Limits.checkPositive("maximumAssociations", maximumAssociations);
        Limits.checkPositive("maximumObjectSize", maximumObjectSize);
        Limits.checkMaximumPduLength(maximumPduLength);
        Limits.checkTimeout("associationTimeout", associationTimeout);
        Limits.checkTimeout("idleTimeout", idleTimeout);
        Limits.checkTimeout("drainTimeout", drainTimeout);
        if (tls != null && !tls.keys().hasOwnCertificate()) {
            throw new IllegalArgumentException("a server with TLS needs a key store with its certificate");
        }
    }

    /**
     * On loopback without TLS, any called and calling AE title, the ECG's storage classes in all four transfer
     * syntaxes, 64 associations, 128 KiB PDUs, objects of at most 2 GiB, ARTIM 30 s, idle 5 min, drain 10 s.
     *
     * @param port 0 to 65535; 0 takes any free one
     */
    public static DicomServerSettings of(String aeTitle, int port, Path spoolFolder) {
        return new DicomServerSettings(
                aeTitle,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                spoolFolder,
                Set.of(),
                Set.of(),
                SopClasses.ECG_STORAGE,
                false,
                TransferSyntaxes.BY_PREFERENCE,
                64,
                Limits.DEFAULT_PDU_LENGTH,
                Limits.DEFAULT_OBJECT_SIZE,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                null);
    }

    private static void checkTransferSyntaxes(List<String> uids) {
        if (uids.isEmpty() || !TransferSyntaxes.BY_PREFERENCE.containsAll(uids)) {
            throw new IllegalArgumentException(
                    "transferSyntaxes are one or more of " + TransferSyntaxes.BY_PREFERENCE + ", not " + uids);
        }
    }

    /** Whether an association that calls this AE title is taken. */
    public boolean mayBeCalled(String calledAeTitle) {
        return calledAeTitles.isEmpty() || calledAeTitles.contains(calledAeTitle);
    }

    /** Whether a peer that calls itself so and comes from there may open an association. */
    public boolean mayCall(String callingAeTitle, InetAddress from) {
        return !callingAeTitle.isEmpty()
                && (allowedCallers.isEmpty()
                        || allowedCallers.stream().anyMatch(caller -> caller.allows(callingAeTitle, from)));
    }

    /** Whether any caller may come from there, whatever it calls itself. */
    public boolean mayComeFrom(InetAddress from) {
        return allowedCallers.isEmpty() || allowedCallers.stream().anyMatch(caller -> caller.mayComeFrom(from));
    }

    /** The values while one of them is changed. */
    private static final class Draft {
        private final DicomServerSettings old;
        private InetSocketAddress address;
        private Set<String> calledAeTitles;
        private Set<AllowedCaller> allowedCallers;
        private Set<String> storageSopClasses;
        private boolean acceptsEveryStorageClass;
        private List<String> transferSyntaxes;
        private int maximumAssociations;
        private int maximumPduLength;
        private long maximumObjectSize;
        private Duration associationTimeout;
        private Duration idleTimeout;
        private Duration drainTimeout;
        private @Nullable TlsSettings tls;

        Draft(DicomServerSettings old) {
            this.old = old;
            address = old.address;
            calledAeTitles = old.calledAeTitles;
            allowedCallers = old.allowedCallers;
            storageSopClasses = old.storageSopClasses;
            acceptsEveryStorageClass = old.acceptsEveryStorageClass;
            transferSyntaxes = old.transferSyntaxes;
            maximumAssociations = old.maximumAssociations;
            maximumPduLength = old.maximumPduLength;
            maximumObjectSize = old.maximumObjectSize;
            associationTimeout = old.associationTimeout;
            idleTimeout = old.idleTimeout;
            drainTimeout = old.drainTimeout;
            tls = old.tls;
        }

        DicomServerSettings settings() {
            return new DicomServerSettings(
                    old.aeTitle,
                    address,
                    old.spoolFolder,
                    calledAeTitles,
                    allowedCallers,
                    storageSopClasses,
                    acceptsEveryStorageClass,
                    transferSyntaxes,
                    maximumAssociations,
                    maximumPduLength,
                    maximumObjectSize,
                    associationTimeout,
                    idleTimeout,
                    drainTimeout,
                    tls);
        }
    }

    private DicomServerSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    public DicomServerSettings withAddress(InetSocketAddress value) {
        return with(draft -> draft.address = value);
    }

    /** Rejects associations that call another AE title than our own. */
    public DicomServerSettings withCalledAeTitleChecked(boolean value) {
        return withCalledAeTitles(value ? Set.of(aeTitle) : Set.of());
    }

    public DicomServerSettings withCalledAeTitles(Set<String> value) {
        return with(draft -> draft.calledAeTitles = value);
    }

    public DicomServerSettings withAllowedCallers(Set<AllowedCaller> value) {
        return with(draft -> draft.allowedCallers = value);
    }

    public DicomServerSettings withStorageSopClasses(Set<String> value) {
        return with(draft -> draft.storageSopClasses = value);
    }

    public DicomServerSettings withEveryStorageClass(boolean value) {
        return with(draft -> draft.acceptsEveryStorageClass = value);
    }

    public DicomServerSettings withTransferSyntaxes(List<String> value) {
        return with(draft -> draft.transferSyntaxes = value);
    }

    public DicomServerSettings withMaximumAssociations(int value) {
        return with(draft -> draft.maximumAssociations = value);
    }

    public DicomServerSettings withMaximumPduLength(int value) {
        return with(draft -> draft.maximumPduLength = value);
    }

    public DicomServerSettings withMaximumObjectSize(long value) {
        return with(draft -> draft.maximumObjectSize = value);
    }

    public DicomServerSettings withAssociationTimeout(Duration value) {
        return with(draft -> draft.associationTimeout = value);
    }

    public DicomServerSettings withIdleTimeout(Duration value) {
        return with(draft -> draft.idleTimeout = value);
    }

    public DicomServerSettings withDrainTimeout(Duration value) {
        return with(draft -> draft.drainTimeout = value);
    }

    public DicomServerSettings withTls(@Nullable TlsSettings value) {
        return with(draft -> draft.tls = value);
    }
}
