package org.einthoven.dicom.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a server listens. Begin with {@link #of} and change what differs by the {@code with…} methods.
 *
 * @param aeTitle our AE title
 * @param address where to listen; port 0 takes any free one
 * @param spoolFolder where objects lie while they arrive; best on the file system to which the handler moves them
 * @param checksCalledAeTitle whether an association that calls another AE title is rejected
 * @param callingAeTitles the AE titles that may connect; empty for any
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
 */
public record DicomServerSettings(
        String aeTitle,
        InetSocketAddress address,
        Path spoolFolder,
        boolean checksCalledAeTitle,
        Set<String> callingAeTitles,
        Set<String> storageSopClasses,
        boolean acceptsEveryStorageClass,
        List<String> transferSyntaxes,
        int maximumAssociations,
        int maximumPduLength,
        long maximumObjectSize,
        Duration associationTimeout,
        Duration idleTimeout,
        Duration drainTimeout) {

    public DicomServerSettings {
        aeTitle = AeTitle.valid(aeTitle);
        callingAeTitles = validTitles(callingAeTitles);
        storageSopClasses = Set.copyOf(storageSopClasses);
        transferSyntaxes = List.copyOf(transferSyntaxes);
        checkTransferSyntaxes(transferSyntaxes);
        checkPositive("maximumAssociations", maximumAssociations);
        checkPositive("maximumObjectSize", maximumObjectSize);
        Limits.checkMaximumPduLength(maximumPduLength);
        Limits.checkTimeout("associationTimeout", associationTimeout);
        Limits.checkTimeout("idleTimeout", idleTimeout);
        Limits.checkTimeout("drainTimeout", drainTimeout);
    }

    /**
     * On loopback, any called and calling AE title, the ECG's storage classes in all four transfer syntaxes, 64
     * associations, 128 KiB PDUs, objects of at most 2 GiB, ARTIM 30 s, idle 5 min, drain 10 s.
     *
     * @param port 0 to 65535; 0 takes any free one
     */
    public static DicomServerSettings of(String aeTitle, int port, Path spoolFolder) {
        return new DicomServerSettings(
                aeTitle,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                spoolFolder,
                false,
                Set.of(),
                SopClasses.ECG_STORAGE,
                false,
                TransferSyntaxes.BY_PREFERENCE,
                64,
                Limits.DEFAULT_PDU_LENGTH,
                1L << 31,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    private static Set<String> validTitles(Set<String> titles) {
        Set<String> valid = new TreeSet<>();
        titles.forEach(title -> valid.add(AeTitle.valid(title)));
        return Set.copyOf(valid);
    }

    private static void checkTransferSyntaxes(List<String> uids) {
        if (uids.isEmpty() || !TransferSyntaxes.BY_PREFERENCE.containsAll(uids)) {
            throw new IllegalArgumentException(
                    "transferSyntaxes are one or more of " + TransferSyntaxes.BY_PREFERENCE + ", not " + uids);
        }
    }

    private static void checkPositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is at least 1, not " + value);
        }
    }

    public DicomServerSettings withAddress(InetSocketAddress value) {
        return new DicomServerSettings(
                aeTitle,
                value,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withCalledAeTitleChecked(boolean value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                value,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withCallingAeTitles(Set<String> value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                value,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withStorageSopClasses(Set<String> value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                value,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withEveryStorageClass(boolean value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                value,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withTransferSyntaxes(List<String> value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                value,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withMaximumAssociations(int value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                value,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withMaximumPduLength(int value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                value,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withMaximumObjectSize(long value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                value,
                associationTimeout,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withAssociationTimeout(Duration value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                value,
                idleTimeout,
                drainTimeout);
    }

    public DicomServerSettings withIdleTimeout(Duration value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                value,
                drainTimeout);
    }

    public DicomServerSettings withDrainTimeout(Duration value) {
        return new DicomServerSettings(
                aeTitle,
                address,
                spoolFolder,
                checksCalledAeTitle,
                callingAeTitles,
                storageSopClasses,
                acceptsEveryStorageClass,
                transferSyntaxes,
                maximumAssociations,
                maximumPduLength,
                maximumObjectSize,
                associationTimeout,
                idleTimeout,
                value);
    }
}
