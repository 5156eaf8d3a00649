package org.einthoven.dicomweb;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;

/** What a data set says, a line each value, without group lengths and padding. */
final class Values {
    private Values() {}

    static List<String> of(DicomDataset dataset) {
        List<String> lines = new ArrayList<>();
        add(lines, "", dataset);
        return lines;
    }

    private static void add(List<String> lines, String indent, DicomDataset dataset) {
        for (DicomElement element : dataset) {
            if (Tag.isGroupLength(element.tag())) {
                continue;
            }
            String start = indent + ModelNames.of(element.tag()) + " " + element.vr() + " ";
            if (element instanceof DicomValue value && !value.vr().isText()) {
                lines.add(start + HexFormat.of().formatHex(value.bytes()));
            } else {
                lines.add(start + dataset.getStrings(element.tag()));
            }
            for (DicomDataset item : dataset.getItems(element.tag())) {
                lines.add(indent + "item");
                add(lines, indent + "  ", item);
            }
        }
    }
}
