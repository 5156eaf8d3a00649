package org.einthoven.dicom.dcm4che;

import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.UID;
import org.dcm4che3.net.Commands;
import org.einthoven.dicom.network.CommitmentDatasets;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.RetrieveResult;

/** Command sets of the services that need more than dcm4che's own methods give. */
final class AssociationCommands {

    /** Has dcm4che announce a data set, which the gateway writes itself. */
    private static final Attributes ANNOUNCED = new Attributes();

    private AssociationCommands() {}

    static Attributes commitmentAction(int messageId) {
        return Commands.mkNActionRQ(
                messageId,
                UID.StorageCommitmentPushModel,
                CommitmentDatasets.PUSH_MODEL_INSTANCE,
                CommitmentDatasets.REQUEST_ACTION,
                ANNOUNCED);
    }

    static Attributes commitmentEvent(int messageId, CommitmentResult result) {
        return Commands.mkNEventReportRQ(
                messageId,
                UID.StorageCommitmentPushModel,
                CommitmentDatasets.PUSH_MODEL_INSTANCE,
                CommitmentDatasets.eventType(result),
                ANNOUNCED);
    }

    static RetrieveResult retrieved(DimseStatus status, Responses.Response response) {
        Attributes command = response.command();
        return new RetrieveResult(
                status,
                command.getInt(Tag.NumberOfCompletedSuboperations, 0),
                command.getInt(Tag.NumberOfFailedSuboperations, 0),
                command.getInt(Tag.NumberOfWarningSuboperations, 0),
                failed(response.data() == null ? command : response.data()));
    }

    /** Where they belong, or in the command, where Orthanc puts them. */
    private static List<String> failed(Attributes attributes) {
        String[] uids = attributes.getStrings(Tag.FailedSOPInstanceUIDList);
        return uids == null ? List.of() : List.of(uids);
    }
}
