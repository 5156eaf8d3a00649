package org.einthoven.report.dicom;

import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/** A Structured Report's content as text, a line an item: relationship, type, name, value; deeper items are indented. */
final class ContentTree {
    private final StringBuilder text = new StringBuilder();

    private ContentTree() {}

    static String of(DicomDataset root) {
        ContentTree tree = new ContentTree();
        tree.write(root, "");
        return tree.text.toString();
    }

    private void write(DicomDataset item, String indent) {
        String relationship = item.getString(Tag.RelationshipType);
        DicomDataset template = item.getItem(Tag.ContentTemplateSequence);
        text.append(indent)
                .append(relationship == null ? "" : relationship + " ")
                .append(item.getString(Tag.ValueType))
                .append(' ')
                .append(code(item.getItem(Tag.ConceptNameCodeSequence)))
                .append(value(item))
                .append(template == null ? "" : " TID " + template.getString(Tag.TemplateIdentifier))
                .append('\n');
        item.getItems(Tag.ContentSequence).forEach(child -> write(child, indent + "  "));
    }

    private static String value(DicomDataset item) {
        return switch (item.getString(Tag.ValueType, "")) {
            case "CODE" -> " = " + code(item.getItem(Tag.ConceptCodeSequence));
            case "TEXT" -> " = " + item.getString(Tag.TextValue);
            case "UIDREF" -> " = " + item.getString(Tag.UID);
            case "DATETIME" -> " = " + item.getString(Tag.DateTime);
            case "NUM" -> " = " + number(item);
            case "WAVEFORM", "COMPOSITE" ->
                " = " + first(item, Tag.ReferencedSOPSequence).getString(Tag.ReferencedSOPInstanceUID);
            default -> "";
        };
    }

    private static String number(DicomDataset item) {
        List<DicomDataset> measured = item.getItems(Tag.MeasuredValueSequence);
        return measured.isEmpty()
                ? "none " + code(item.getItem(Tag.NumericValueQualifierCodeSequence))
                : measured.get(0).getString(Tag.NumericValue) + " "
                        + first(measured.get(0), Tag.MeasurementUnitsCodeSequence)
                                .getString(Tag.CodeValue);
    }

    private static DicomDataset first(DicomDataset item, int tag) {
        return Objects.requireNonNull(item.getItem(tag), Tag.describe(tag));
    }

    private static String code(@Nullable DicomDataset code) {
        DicomDataset there = Objects.requireNonNull(code);
        return there.getString(Tag.CodeValue) + " " + there.getString(Tag.CodingSchemeDesignator) + " \""
                + there.getString(Tag.CodeMeaning) + "\"";
    }
}
