package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.io.InputStream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Commands;
import org.dcm4che3.net.Dimse;
import org.dcm4che3.net.pdu.PresentationContext;
import org.einthoven.dicom.network.ArrivingDataSet;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.GuardedSocket;
import org.einthoven.dicom.network.Origin;
import org.einthoven.dicom.network.StorageProvider;
import org.jspecify.annotations.Nullable;

/** What both sides of an association do with requests of the peer. */
final class Requests {

    private Requests() {}

    static DimseStatus store(
            Association association,
            PresentationContext context,
            Attributes request,
            @Nullable InputStream data,
            StorageProvider storage)
            throws IOException {
        if (data == null) {
            return DimseStatus.CANNOT_UNDERSTAND.because("no data set was sent");
        }
        ArrivingDataSet object = storage.receive(
                abstractSyntax(association, context),
                context.getTransferSyntax(),
                request.getString(Tag.AffectedSOPClassUID, ""),
                request.getString(Tag.AffectedSOPInstanceUID, ""));
        DataSets.copy(data, object);
        return object.finish();
    }

    static String abstractSyntax(Association association, PresentationContext context) {
        return String.valueOf(association.getAbstractSyntax(context.getPCID()));
    }

    /** Who opened an association that this server accepts. */
    static Origin origin(Association association) {
        return ((GuardedSocket) association.getSocket()).origin();
    }

    static void answer(
            Association association,
            PresentationContext context,
            Dimse operation,
            Attributes request,
            DimseStatus status)
            throws IOException {
        Attributes response = Commands.mkRSP(request, status.code(), operation);
        if (!status.isSuccess() && !status.comment().isEmpty()) {
            response.setString(Tag.ErrorComment, VR.LO, status.errorComment());
        }
        repeat(Tag.EventTypeID, request, response);
        repeat(Tag.ActionTypeID, request, response);
        association.writeDimseRSP(context, response);
    }

    private static void repeat(int tag, Attributes request, Attributes response) {
        if (request.contains(tag)) {
            response.setInt(tag, VR.US, request.getInt(tag, 0));
        }
    }

    static DimseStatus status(Attributes response) {
        return DimseStatus.received(response.getInt(Tag.Status, 0) & 0xFFFF, response.getString(Tag.ErrorComment, ""));
    }
}
