package org.einthoven.dicom.deidentify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;
import org.einthoven.dicom.deidentify.ConfidentialityProfile.Action;
import org.einthoven.dicom.deidentify.ConfidentialityProfile.Row;
import org.einthoven.dicom.deidentify.DeidentificationSettings.Dates;
import org.jspecify.annotations.Nullable;

/** Makes a data set of what may stay of another one, item by item: what table E.1-1 says of an attribute, else what was declared safe, else nothing. Used for one object. */
final class DatasetCleaner {
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{4}");

    private final DeidentificationSettings settings;
    private final UidMapping uids;
    private final DateShift dates;
    private final SafeValues values;
    private final CodeItems codes;
    private final @Nullable String sopClass;

    DatasetCleaner(
            DeidentificationSettings settings,
            UidMapping uids,
            DateShift dates,
            KnownIdentifiers known,
            @Nullable String sopClass) {
        SafeTexts texts = new SafeTexts(known);
        this.settings = settings;
        this.uids = uids;
        this.dates = dates;
        this.values = new SafeValues(texts);
        this.codes = new CodeItems(texts);
        this.sopClass = sopClass;
    }

    /**
     * What may stay of a data set.
     *
     * @param sequence the sequence that it is an item of, 0 for the object itself
     */
    DicomDataset clean(DicomDataset dataset, int sequence) {
        DicomDataset cleaned = new DicomDataset();
        for (DicomElement element : dataset) {
            DicomElement kept = element(dataset, element, sequence);
            if (kept != null) {
                cleaned.set(kept);
            }
        }
        if (sequence == Tag.WaveformSequence) {
            WaveformSamples.cut(cleaned);
        } else {
            cleaned.remove(Tag.WaveformData);
        }
        return cleaned;
    }

    private @Nullable DicomElement element(DicomDataset dataset, DicomElement element, int sequence) {
        int tag = element.tag();
        if (Tag.isPrivate(tag) || Tag.isGroupLength(tag) || Tag.group(tag) < 0x0008) {
            return null;
        }
        Row row = ConfidentialityProfile.row(tag);
        SafeForm form = SafeForm.of(tag);
        if (row == null) {
            return form == null ? null : safe(dataset, element, form);
        }
        DicomElement kept = byOption(dataset, element, row, form);
        return kept == null ? byProfile(dataset, element, row.action(AttributeType.of(tag, sequence, sopClass))) : kept;
    }

    private @Nullable DicomElement byOption(
            DicomDataset dataset, DicomElement element, Row row, @Nullable SafeForm form) {
        if (row.structured() || row.characteristic() && settings.patientCharacteristics()) {
            return form == null ? null : safe(dataset, element, form);
        }
        boolean date = row.date() && settings.dates() == Dates.SHIFTED;
        return date && element instanceof DicomValue value ? date(dataset, value) : null;
    }

    private @Nullable DicomElement date(DicomDataset dataset, DicomValue value) {
        List<String> strings = SafeValues.strings(dataset, value);
        if (value.tag() == Tag.TimezoneOffsetFromUTC) {
            boolean offset =
                    strings.size() == 1 && OFFSET.matcher(strings.get(0)).matches();
            return offset ? Values.text(value.tag(), strings) : null;
        }
        VR vr = DicomDictionary.vrOf(value.tag());
        boolean temporal = vr == VR.DA || vr == VR.DT || vr == VR.TM;
        List<String> shifted = temporal && !strings.isEmpty() ? dates.shifted(vr, strings) : null;
        return shifted == null ? null : Values.text(value.tag(), shifted);
    }

    private @Nullable DicomElement byProfile(DicomDataset dataset, DicomElement element, Action action) {
        int tag = element.tag();
        return switch (action) {
            case REMOVE -> null;
            case EMPTY -> Values.empty(tag);
            case MAP_UID -> element instanceof DicomValue value ? uids(dataset, value) : null;
            case REPLACE -> replaced(dataset, element);
        };
    }

    private @Nullable DicomElement uids(DicomDataset dataset, DicomValue value) {
        return Values.text(
                value.tag(),
                SafeValues.strings(dataset, value).stream().map(uids::mapped).toList());
    }

    /** A sequence is replaced by its items, cleaned, where those are declared safe, else removed. */
    private @Nullable DicomElement replaced(DicomDataset dataset, DicomElement element) {
        int tag = element.tag();
        if (DicomDictionary.vrOf(tag) == VR.SQ) {
            SafeForm form = SafeForm.of(tag);
            return form == null ? null : safe(dataset, element, form);
        }
        if (!(element instanceof DicomValue value)) {
            return null;
        }
        if (value.length() == 0) {
            return Values.empty(tag);
        }
        return DicomDictionary.vrOf(tag) == VR.UI ? uids(dataset, value) : Values.dummy(tag);
    }

    private @Nullable DicomElement safe(DicomDataset dataset, DicomElement element, SafeForm form) {
        if (element instanceof DicomValue value) {
            return values.of(dataset, value, form);
        }
        if (!(element instanceof DicomSequence sequence)) {
            return null;
        }
        return switch (form.kind()) {
            case CODE -> codes.clean(sequence);
            case ITEMS -> items(sequence);
            default -> null;
        };
    }

    private DicomSequence items(DicomSequence sequence) {
        List<DicomDataset> items = new ArrayList<>();
        for (DicomDataset item : sequence.items()) {
            DicomDataset cleaned = clean(item, sequence.tag());
            if (!isHollow(sequence.tag(), item, cleaned)) {
                items.add(cleaned);
            }
        }
        return new DicomSequence(sequence.tag(), items);
    }

    /** Whether nothing is left that says something: an item of a report without its code, say, no reader takes. */
    private static boolean isHollow(int sequence, DicomDataset item, DicomDataset cleaned) {
        return switch (sequence) {
            case Tag.WaveformAnnotationSequence -> !cleaned.contains(Tag.ConceptNameCodeSequence);
            case Tag.ContentSequence ->
                lost(Tag.ConceptNameCodeSequence, item, cleaned) || lost(Tag.ConceptCodeSequence, item, cleaned);
            default -> false;
        };
    }

    private static boolean lost(int tag, DicomDataset item, DicomDataset cleaned) {
        return item.contains(tag) && !cleaned.contains(tag);
    }
}
