package org.einthoven.dicomweb;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DimseStatus;
import org.jspecify.annotations.Nullable;

/**
 * The Store Instances Response Module (PS3.18 annex I).
 *
 * @param instances stored or failed
 * @param otherFailures Failure Reasons of what could not be told by an instance
 */
record StoreModule(List<Reference> instances, List<Integer> otherFailures) {

    /** An instance and its status; the reasons of the module are status codes of C-STORE. */
    record Reference(
            @Nullable String sopClassUid,
            String sopInstanceUid,
            DimseStatus status,
            @Nullable String retrieveUrl) {}

    StoreModule {
        instances = List.copyOf(instances);
        otherFailures = List.copyOf(otherFailures);
    }

    static StoreModule read(DicomDataset dataset) throws DicomFormatException {
        List<Reference> instances = new ArrayList<>();
        for (DicomDataset item : dataset.getItems(Tag.ReferencedSOPSequence)) {
            add(instances, item, warning(item));
        }
        for (DicomDataset item : dataset.getItems(Tag.FailedSOPSequence)) {
            add(instances, item, failure(item));
        }
        List<Integer> others = new ArrayList<>();
        for (DicomDataset item : dataset.getItems(Tag.OtherFailuresSequence)) {
            others.add(failure(item));
        }
        return new StoreModule(instances, others);
    }

    /** Whatever the reason is, the object was stored. */
    private static int warning(DicomDataset item) throws DicomFormatException {
        int reason = item.getInt(Tag.WarningReason, 0) & 0xFFFF;
        return new DimseStatus(reason, "").isFailure() ? DimseStatus.COERCION_OF_DATA_ELEMENTS.code() : reason;
    }

    /** A failure without a reason, or with the one of a success, is still one. */
    private static int failure(DicomDataset item) throws DicomFormatException {
        int reason = item.getInt(Tag.FailureReason, 0);
        boolean isFailure = reason > 0 && reason <= 0xFFFF && new DimseStatus(reason, "").isFailure();
        return isFailure ? reason : DimseStatus.PROCESSING_FAILURE.code();
    }

    private static void add(List<Reference> instances, DicomDataset item, int code) {
        String sopInstanceUid = item.getString(Tag.ReferencedSOPInstanceUID);
        if (sopInstanceUid != null) {
            instances.add(new Reference(
                    item.getString(Tag.ReferencedSOPClassUID),
                    sopInstanceUid,
                    new DimseStatus(code, ""),
                    item.getString(Tag.RetrieveURL)));
        }
    }

    DicomDataset toDataset(@Nullable String studyUrl) {
        DicomDataset dataset = new DicomDataset();
        setUrl(dataset, studyUrl);
        List<DicomDataset> stored = new ArrayList<>();
        List<DicomDataset> failed = new ArrayList<>();
        for (Reference instance : instances) {
            (instance.status().isFailure() ? failed : stored).add(item(instance));
        }
        setItems(dataset, Tag.FailedSOPSequence, failed);
        setItems(dataset, Tag.ReferencedSOPSequence, stored);
        setItems(
                dataset,
                Tag.OtherFailuresSequence,
                otherFailures.stream()
                        .map(reason -> new DicomDataset().setInt(Tag.FailureReason, reason))
                        .toList());
        return dataset;
    }

    private static DicomDataset item(Reference instance) {
        DicomDataset item = new DicomDataset();
        if (instance.sopClassUid() != null) {
            item.setString(Tag.ReferencedSOPClassUID, instance.sopClassUid());
        }
        item.setString(Tag.ReferencedSOPInstanceUID, instance.sopInstanceUid());
        DimseStatus status = instance.status();
        if (status.isFailure()) {
            return item.setInt(Tag.FailureReason, status.code());
        }
        setUrl(item, instance.retrieveUrl());
        return status.isWarning() ? item.setInt(Tag.WarningReason, status.code()) : item;
    }

    private static void setUrl(DicomDataset dataset, @Nullable String url) {
        if (url == null) {
            dataset.setString(Tag.RetrieveURL);
        } else {
            dataset.setString(Tag.RetrieveURL, url);
        }
    }

    private static void setItems(DicomDataset dataset, int tag, List<DicomDataset> items) {
        if (!items.isEmpty()) {
            dataset.setItems(tag, items);
        }
    }
}
