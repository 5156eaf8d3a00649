package org.einthoven.report.dicom;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;

/** A node of a Structured Report's content tree (PS3.3 section C.17.3). */
final class ContentItem {
    private static final String CONTENT_MAPPING_RESOURCE = "1.2.840.10008.8.1.1";
    private static final int LONGEST_DECIMAL_STRING = 16;

    /** How an item belongs to the one above it. */
    enum Relationship {
        CONTAINS,
        HAS_OBS_CONTEXT,
        HAS_CONCEPT_MOD,
        HAS_PROPERTIES
    }

    private final DicomDataset dataset = new DicomDataset();
    private final List<DicomDataset> children = new ArrayList<>();

    private ContentItem(String valueType, CodedConcept name) {
        dataset.setString(Tag.ValueType, valueType);
        dataset.setItems(Tag.ConceptNameCodeSequence, name.item());
    }

    static ContentItem container(CodedConcept name) {
        ContentItem item = new ContentItem("CONTAINER", name);
        item.dataset.setString(Tag.ContinuityOfContent, "SEPARATE");
        return item;
    }

    /** A container whose content follows a template of PS3.16. */
    static ContentItem container(CodedConcept name, String template) {
        ContentItem item = container(name);
        item.dataset.setItems(
                Tag.ContentTemplateSequence,
                new DicomDataset()
                        .setString(Tag.MappingResource, "DCMR")
                        .setString(Tag.MappingResourceUID, CONTENT_MAPPING_RESOURCE)
                        .setString(Tag.TemplateIdentifier, template));
        return item;
    }

    static ContentItem code(CodedConcept name, CodedConcept value) {
        ContentItem item = new ContentItem("CODE", name);
        item.dataset.setItems(Tag.ConceptCodeSequence, value.item());
        return item;
    }

    static ContentItem text(CodedConcept name, String text) {
        ContentItem item = new ContentItem("TEXT", name);
        String value = DicomText.paragraphs(text);
        item.dataset.setBytes(Tag.TextValue, VR.UT, DicomText.utf8(value.isEmpty() ? "(empty)" : value));
        return item;
    }

    static ContentItem number(CodedConcept name, BigDecimal value, CodedConcept unit) {
        ContentItem item = new ContentItem("NUM", name);
        DicomDataset measured = new DicomDataset().setItems(Tag.MeasurementUnitsCodeSequence, unit.item());
        String digits = value.toPlainString();
        if (digits.length() <= LONGEST_DECIMAL_STRING) {
            measured.setString(Tag.NumericValue, digits);
        } else {
            measured.setDouble(Tag.NumericValue, value.doubleValue());
        }
        item.dataset.setItems(Tag.MeasuredValueSequence, measured);
        return item;
    }

    /** A number that is not there, with why in a code of CID 42. */
    static ContentItem absentNumber(CodedConcept name, CodedConcept qualifier) {
        ContentItem item = new ContentItem("NUM", name);
        item.dataset.setItems(Tag.MeasuredValueSequence);
        item.dataset.setItems(Tag.NumericValueQualifierCodeSequence, qualifier.item());
        return item;
    }

    /** @param value a DT: "20110427143012+0200", or less exact */
    static ContentItem dateTime(CodedConcept name, String value) {
        ContentItem item = new ContentItem("DATETIME", name);
        item.dataset.setString(Tag.DateTime, value);
        return item;
    }

    static ContentItem uid(CodedConcept name, String value) {
        ContentItem item = new ContentItem("UIDREF", name);
        item.dataset.setString(Tag.UID, value);
        return item;
    }

    /** A waveform, all its channels; as a composite object where readers may not know its class for one. */
    static ContentItem waveform(CodedConcept name, InstanceReference instance) {
        ContentItem item = new ContentItem(instance.isWaveform() ? "WAVEFORM" : "COMPOSITE", name);
        item.dataset.setItems(Tag.ReferencedSOPSequence, instance.item());
        return item;
    }

    /** Puts an item below this one, after those that are there. */
    ContentItem add(Relationship relationship, ContentItem child) {
        child.dataset.setString(Tag.RelationshipType, relationship.name().replace('_', ' '));
        children.add(child.dataset());
        return this;
    }

    ContentItem contain(ContentItem child) {
        return add(Relationship.CONTAINS, child);
    }

    /** The item with all that is below it; changes no more afterwards. */
    DicomDataset dataset() {
        if (!children.isEmpty()) {
            dataset.setItems(Tag.ContentSequence, children);
        }
        return dataset;
    }
}
