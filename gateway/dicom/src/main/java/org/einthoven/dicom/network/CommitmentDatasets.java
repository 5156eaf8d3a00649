package org.einthoven.dicom.network;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;

/** Requests and results of storage commitment as data sets (PS3.4 tables J.3-1, J.3-2). */
public final class CommitmentDatasets {

    /** Well-known SOP Instance UID of the push model (PS3.6 annex A). */
    public static final String PUSH_MODEL_INSTANCE = "1.2.840.10008.1.20.1.1";

    public static final int REQUEST_ACTION = 1;
    private static final int ALL_COMMITTED_EVENT = 1;
    private static final int FAILURES_EVENT = 2;

    private CommitmentDatasets() {}

    public static DicomDataset of(CommitmentRequest request) {
        return new DicomDataset()
                .setString(Tag.TransactionUID, request.transactionUid())
                .setItems(
                        Tag.ReferencedSOPSequence,
                        request.instances().stream()
                                .map(CommitmentDatasets::reference)
                                .toList());
    }

    public static DicomDataset of(CommitmentResult result) {
        DicomDataset dataset = new DicomDataset().setString(Tag.TransactionUID, result.transactionUid());
        if (!result.committed().isEmpty()) {
            dataset.setItems(
                    Tag.ReferencedSOPSequence,
                    result.committed().stream()
                            .map(CommitmentDatasets::reference)
                            .toList());
        }
        if (!result.failed().isEmpty()) {
            dataset.setItems(
                    Tag.FailedSOPSequence,
                    result.failed().stream()
                            .map(failure -> reference(failure.instance()).setInt(Tag.FailureReason, failure.reason()))
                            .toList());
        }
        return dataset;
    }

    /** Event Type ID (0000,1002) under which a result is reported. */
    public static int eventType(CommitmentResult result) {
        return result.failed().isEmpty() ? ALL_COMMITTED_EVENT : FAILURES_EVENT;
    }

    private static DicomDataset reference(SopReference instance) {
        return new DicomDataset()
                .setString(Tag.ReferencedSOPClassUID, instance.sopClassUid())
                .setString(Tag.ReferencedSOPInstanceUID, instance.sopInstanceUid());
    }

    /** @throws DicomFormatException where a UID is missing or none, or no object is named */
    public static CommitmentRequest request(DicomDataset dataset) throws DicomFormatException {
        List<SopReference> instances = references(dataset);
        if (instances.isEmpty()) {
            throw new DicomFormatException("no object is named");
        }
        return new CommitmentRequest(required(dataset, Tag.TransactionUID), instances);
    }

    /** @throws DicomFormatException where a UID is missing or none */
    public static CommitmentResult result(DicomDataset dataset) throws DicomFormatException {
        List<CommitmentResult.Failure> failed = new ArrayList<>();
        for (DicomDataset item : dataset.getItems(Tag.FailedSOPSequence)) {
            int reason = item.getInt(Tag.FailureReason, CommitmentResult.Failure.PROCESSING_FAILURE);
            failed.add(new CommitmentResult.Failure(reference(item), reason & 0xFFFF));
        }
        return new CommitmentResult(required(dataset, Tag.TransactionUID), references(dataset), failed);
    }

    private static List<SopReference> references(DicomDataset dataset) throws DicomFormatException {
        List<SopReference> references = new ArrayList<>();
        for (DicomDataset item : dataset.getItems(Tag.ReferencedSOPSequence)) {
            references.add(reference(item));
        }
        return references;
    }

    private static SopReference reference(DicomDataset item) throws DicomFormatException {
        return new SopReference(
                required(item, Tag.ReferencedSOPClassUID), required(item, Tag.ReferencedSOPInstanceUID));
    }

    private static String required(DicomDataset dataset, int tag) throws DicomFormatException {
        String value = dataset.getString(tag, "");
        if (value.isEmpty()) {
            throw new DicomFormatException(Tag.describe(tag) + " is missing");
        }
        if (!Uid.isTolerable(value)) {
            throw new DicomFormatException(Tag.describe(tag) + " is no UID");
        }
        return value;
    }
}
