package org.einthoven.camel;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;

/** The identifier of a C-FIND, C-MOVE or C-GET as text: keywords of the data dictionary and what they are to match. */
final class DicomKeys {
    private static final String UTF_8 = "ISO_IR 192";

    private final Map<String, String> values;

    private DicomKeys(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads {@code KEYWORD=VALUE;KEYWORD=VALUE}.
     *
     * @throws IllegalArgumentException for a keyword that the data dictionary does not have, or of a sequence
     */
    static DicomKeys parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split(";", -1)) {
            if (!pair.isBlank()) {
                int equals = pair.indexOf('=');
                String keyword = (equals < 0 ? pair : pair.substring(0, equals)).strip();
                values.put(checked(keyword), equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        return new DicomKeys(values);
    }

    /** With those of the exchange's header above these. */
    DicomKeys and(Exchange exchange) {
        Map<?, ?> added = exchange.getMessage().getHeader(DicomConstants.KEYS, Map.class);
        if (added == null) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(values);
        added.forEach(
                (keyword, value) -> all.put(checked(String.valueOf(keyword)), value == null ? "" : value.toString()));
        return new DicomKeys(all);
    }

    private static String checked(String keyword) {
        if (DicomDictionary.vrOf(tag(keyword)) == VR.SQ) {
            throw new IllegalArgumentException("'" + keyword + "' is a sequence, which keys cannot name");
        }
        return keyword;
    }

    private static int tag(String keyword) {
        Integer tag = DicomDictionary.tagOf(keyword);
        if (tag == null) {
            throw new IllegalArgumentException("'" + keyword + "' is no keyword of the DICOM data dictionary");
        }
        return tag;
    }

    /** The identifier at a level of query and retrieve. */
    DicomDataset atLevel(String level) {
        return identifier(false).setString(Tag.QueryRetrieveLevel, level.toUpperCase(Locale.ROOT));
    }

    /** The identifier of a modality worklist: keys of the scheduled step (PS3.4 K.6.1.2.2) lie in its sequence. */
    DicomDataset ofWorklist() {
        return identifier(true);
    }

    private DicomDataset identifier(boolean isWorklist) {
        DicomDataset identifier = new DicomDataset().setString(Tag.SpecificCharacterSet, UTF_8);
        DicomDataset step = new DicomDataset();
        if (isWorklist) {
            identifier.setItems(Tag.ScheduledProcedureStepSequence, step);
        }
        values.forEach((keyword, value) -> {
            int tag = tag(keyword);
            DicomDataset target = isWorklist && isOfStep(tag) ? step : identifier;
            target.setString(tag, value.isEmpty() ? new String[0] : value.split("\\\\", -1));
        });
        return identifier;
    }

    private static boolean isOfStep(int tag) {
        return tag == Tag.Modality || (Tag.group(tag) == 0x0040 && Tag.element(tag) < 0x0100);
    }
}
