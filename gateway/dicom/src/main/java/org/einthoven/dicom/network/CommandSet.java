package org.einthoven.dicom.network;

import java.util.List;
import java.util.OptionalInt;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.VR;

/** A command set: group 0000 in Implicit VR Little Endian (PS3.7 6.3.1, annex E). */
final class CommandSet {

    /** The longest that is accepted, in bytes. */
    static final int LONGEST = 65_536;

    static final int NO_DATA_SET = 0x0101;

    static final int DATA_SET = 0x0000;
    private static final DicomReader READER = new DicomReader(new DicomLimits(LONGEST, LONGEST, 1, 1_000));

    private final DicomDataset elements;

    CommandSet(DicomDataset elements) {
        this.elements = elements;
    }

    /** The response to this request. */
    CommandSet respond(DimseStatus status) throws ProtocolViolationException {
        DicomDataset response = new DicomDataset()
                .setInt(Tag.CommandField, commandField() | CommandField.RESPONSE)
                .setInt(Tag.MessageIDBeingRespondedTo, messageId())
                .setInt(Tag.CommandDataSetType, NO_DATA_SET)
                .setInt(Tag.Status, status.code());
        copy(Tag.AffectedSOPClassUID, response);
        copy(Tag.AffectedSOPInstanceUID, response);
        copy(Tag.EventTypeID, response);
        copy(Tag.ActionTypeID, response);
        answerAs(Tag.AffectedSOPClassUID, elements.getString(Tag.RequestedSOPClassUID, ""), response);
        answerAs(Tag.AffectedSOPInstanceUID, elements.getString(Tag.RequestedSOPInstanceUID, ""), response);
        if (!status.isSuccess() && !status.comment().isEmpty()) {
            response.setString(Tag.ErrorComment, status.errorComment());
        }
        return new CommandSet(response);
    }

    private void copy(int tag, DicomDataset target) {
        DicomElement element = elements.get(tag);
        if (element != null) {
            target.set(element);
        }
    }

    /** What an N-ACTION requests is what its response says is affected (PS3.7 10.1.4), unless it is no UID. */
    private static void answerAs(int affected, String requested, DicomDataset target) {
        if (Uid.isTolerable(requested)) {
            target.setString(affected, requested);
        }
    }

    byte[] encode() {
        return DicomWriter.standard().toBytes(elements, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }

    static CommandSet decode(byte[] bytes) throws ProtocolViolationException {
        try {
            CommandSet command = new CommandSet(READER.readDataset(bytes, TransferSyntax.IMPLICIT_LITTLE_ENDIAN));
            command.checkElements();
            return command;
        } catch (DicomFormatException e) {
            throw ProtocolViolationException.inMessage("a command set is malformed");
        }
    }

    /** What every use of a command set relies on. */
    private void checkElements() throws ProtocolViolationException {
        boolean isResponse = (commandField() & CommandField.RESPONSE) != 0;
        for (DicomElement element : elements) {
            // Orthanc puts the Failed SOP Instance UID List (0008,0058) of a C-GET here: no reason to lose the rest.
            boolean isForeign = Tag.group(element.tag()) != 0 && !isResponse;
            if (isForeign || element.vr() == VR.SQ) {
                throw ProtocolViolationException.inMessage("a command set holds elements that are no command elements");
            }
        }
        boolean isCancel = commandField() == CommandField.C_CANCEL_RQ;
        number(isResponse || isCancel ? Tag.MessageIDBeingRespondedTo : Tag.MessageID);
        number(Tag.CommandDataSetType);
        if (isResponse) {
            number(Tag.Status);
        }
    }

    private int number(int tag) throws ProtocolViolationException {
        return optionalNumber(tag)
                .orElseThrow(() ->
                        ProtocolViolationException.inMessage("a command set has no number in " + Tag.describe(tag)));
    }

    private OptionalInt optionalNumber(int tag) {
        try {
            int[] values = elements.getInts(tag);
            return values.length == 1 ? OptionalInt.of(values[0] & 0xFFFF) : OptionalInt.empty();
        } catch (DicomFormatException e) {
            return OptionalInt.empty();
        }
    }

    int commandField() throws ProtocolViolationException {
        return number(Tag.CommandField);
    }

    int messageId() throws ProtocolViolationException {
        return number(Tag.MessageID);
    }

    int messageIdBeingRespondedTo() throws ProtocolViolationException {
        return number(Tag.MessageIDBeingRespondedTo);
    }

    DimseStatus status() throws ProtocolViolationException {
        return DimseStatus.received(number(Tag.Status), elements.getString(Tag.ErrorComment, ""));
    }

    /** Whether it is a response to the request of this number. */
    boolean respondsTo(int requestField, int requestMessageId) throws ProtocolViolationException {
        return commandField() == (requestField | CommandField.RESPONSE)
                && messageIdBeingRespondedTo() == requestMessageId;
    }

    /** How many sub-operations of a C-MOVE or C-GET ended so; 0 where it is absent. */
    int count(int tag) {
        return optionalNumber(tag).orElse(0);
    }

    /** Failed SOP Instance UID List (0008,0058), which belongs into the data set, but comes here too. */
    List<String> failedInstanceUids() {
        return elements.getStrings(Tag.FailedSOPInstanceUIDList);
    }

    /** Action Type ID (0000,1008) or Event Type ID (0000,1002); 0 where it is absent. */
    int typeId(int tag) {
        return optionalNumber(tag).orElse(0);
    }

    boolean announcesDataSet() throws ProtocolViolationException {
        return number(Tag.CommandDataSetType) != NO_DATA_SET;
    }

    /** Empty where it is absent. */
    String affectedSopClassUid() {
        return elements.getString(Tag.AffectedSOPClassUID, "");
    }

    /** Empty where it is absent. */
    String affectedSopInstanceUid() {
        return elements.getString(Tag.AffectedSOPInstanceUID, "");
    }
}
