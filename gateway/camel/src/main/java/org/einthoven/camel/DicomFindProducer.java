package org.einthoven.camel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.FindResult;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;

/** Searches by C-FIND: the body becomes the matches. */
final class DicomFindProducer extends DicomPeerProducer {
    private final DicomKeys keys;

    DicomFindProducer(DicomEndpoint endpoint, RemoteAe remote) {
        super(endpoint, remote);
        this.keys = DicomKeys.parse(endpoint.getKeys());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        boolean isWorklist = "worklist".equals(endpoint().getModel());
        String sopClass = isWorklist
                ? UID.ModalityWorklistInformationModelFind
                : endpoint().queryRetrieveModel().findUid();
        DicomKeys all = keys.and(exchange);
        DicomDataset identifier =
                isWorklist ? all.ofWorklist() : all.atLevel(endpoint().getLevel());
        List<Map<String, Object>> matches = new ArrayList<>();
        int limit = endpoint().getLimit();
        try (DicomAssociation association = connect(List.of(PresentationContext.query(sopClass)))) {
            FindResult result = association.find(sopClass, identifier, match -> {
                matches.add(texts(match));
                return limit <= 0 || matches.size() < limit;
            });
            association.release();
            if (result.status().isFailure() && !result.status().isCancelled()) {
                throw new IOException(remote() + " answered C-FIND with status "
                        + result.status().hexadecimal());
            }
            Message message = exchange.getMessage();
            message.setBody(matches);
            message.setHeader(DicomConstants.STATUS, result.status().code());
            message.setHeader(DicomConstants.COMPLETE, result.isComplete());
        }
    }

    /** From keyword to text; of a sequence to the list of its items. */
    private static Map<String, Object> texts(DicomDataset dataset) {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (DicomElement element : dataset) {
            String keyword = DicomDictionary.keywordOf(element.tag());
            if (keyword != null) {
                texts.put(
                        keyword,
                        element instanceof DicomSequence sequence
                                ? sequence.items().stream()
                                        .map(DicomFindProducer::texts)
                                        .toList()
                                : String.join("\\", dataset.getStrings(element.tag())));
            }
        }
        return texts;
    }
}
