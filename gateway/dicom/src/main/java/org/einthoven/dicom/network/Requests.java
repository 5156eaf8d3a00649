package org.einthoven.dicom.network;

import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;

/** The command sets of the requests that this side makes (PS3.7 9.3, 10.3). */
final class Requests {

    private static final int MEDIUM_PRIORITY = 0;

    private Requests() {}

    static CommandSet echo(int messageId) {
        return new CommandSet(
                request(CommandField.C_ECHO_RQ, messageId, false).setString(Tag.AffectedSOPClassUID, UID.Verification));
    }

    static CommandSet store(int messageId, String sopClassUid, String sopInstanceUid) {
        return new CommandSet(composite(CommandField.C_STORE_RQ, messageId, sopClassUid)
                .setString(Tag.AffectedSOPInstanceUID, sopInstanceUid));
    }

    static CommandSet find(int messageId, String sopClassUid) {
        return new CommandSet(composite(CommandField.C_FIND_RQ, messageId, sopClassUid));
    }

    static CommandSet get(int messageId, String sopClassUid) {
        return new CommandSet(composite(CommandField.C_GET_RQ, messageId, sopClassUid));
    }

    static CommandSet move(int messageId, String sopClassUid, String destinationAeTitle) {
        return new CommandSet(composite(CommandField.C_MOVE_RQ, messageId, sopClassUid)
                .setString(Tag.MoveDestination, destinationAeTitle));
    }

    static CommandSet cancel(int requestMessageId) {
        return new CommandSet(new DicomDataset()
                .setInt(Tag.CommandField, CommandField.C_CANCEL_RQ)
                .setInt(Tag.MessageIDBeingRespondedTo, requestMessageId)
                .setInt(Tag.CommandDataSetType, CommandSet.NO_DATA_SET));
    }

    static CommandSet commitmentAction(int messageId) {
        return new CommandSet(request(CommandField.N_ACTION_RQ, messageId, true)
                .setString(Tag.RequestedSOPClassUID, UID.StorageCommitmentPushModel)
                .setString(Tag.RequestedSOPInstanceUID, CommitmentDatasets.PUSH_MODEL_INSTANCE)
                .setInt(Tag.ActionTypeID, CommitmentDatasets.REQUEST_ACTION));
    }

    static CommandSet commitmentEvent(int messageId, CommitmentResult result) {
        return new CommandSet(request(CommandField.N_EVENT_REPORT_RQ, messageId, true)
                .setString(Tag.AffectedSOPClassUID, UID.StorageCommitmentPushModel)
                .setString(Tag.AffectedSOPInstanceUID, CommitmentDatasets.PUSH_MODEL_INSTANCE)
                .setInt(Tag.EventTypeID, CommitmentDatasets.eventType(result)));
    }

    private static DicomDataset composite(int field, int messageId, String sopClassUid) {
        return request(field, messageId, true)
                .setString(Tag.AffectedSOPClassUID, sopClassUid)
                .setInt(Tag.Priority, MEDIUM_PRIORITY);
    }

    private static DicomDataset request(int field, int messageId, boolean hasDataSet) {
        return new DicomDataset()
                .setInt(Tag.CommandField, field)
                .setInt(Tag.MessageID, messageId)
                .setInt(Tag.CommandDataSetType, hasDataSet ? CommandSet.DATA_SET : CommandSet.NO_DATA_SET);
    }
}
