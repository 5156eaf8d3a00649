package org.einthoven.dicom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One data set being read: where it ends, how it is encoded, what of it was read so far, and what its ambiguous attributes
 * depend on (PS3.5 section 7.1; PS3.6, the VRs "US or SS" and "OB or OW").
 */
final class DatasetLevel {
    final long end;
    final boolean untilDelimiter;
    final boolean explicit;
    final boolean bigEndian;
    final int depth;

    private final Notes notes;
    private final DicomDataset dataset = new DicomDataset();
    /** All elements, from the first that stood out of order on. */
    private @Nullable List<DicomElement> unordered;

    private boolean signed;
    private int waveformBitsAllocated = 16;
    private SpecificCharacterSet texts = SpecificCharacterSet.DEFAULT;

    /** The data set of an object. */
    DatasetLevel(TransferSyntax syntax, Notes notes) {
        this(Long.MAX_VALUE, false, syntax.explicit(), syntax.bigEndian(), 0, notes);
    }

    private DatasetLevel(
            long end, boolean untilDelimiter, boolean explicit, boolean bigEndian, int depth, Notes notes) {
        this.end = end;
        this.untilDelimiter = untilDelimiter;
        this.explicit = explicit;
        this.bigEndian = bigEndian;
        this.depth = depth;
        this.notes = notes;
    }

    /** An item of a sequence in this data set, whose attributes tell how those of the item are read. */
    DatasetLevel item(long itemEnd, boolean itemUntilDelimiter, boolean itemExplicit, boolean itemBigEndian) {
        DatasetLevel item =
                new DatasetLevel(itemEnd, itemUntilDelimiter, itemExplicit, itemBigEndian, depth + 1, notes);
        item.signed = signed;
        item.waveformBitsAllocated = waveformBitsAllocated;
        item.texts = texts;
        return item;
    }

    /** The VR that a tag has here by the dictionary. */
    VR vrOf(int tag) {
        return DicomDictionary.vrOf(tag, signed, waveformBitsAllocated);
    }

    void add(DicomElement element) {
        remember(element);
        if (element instanceof DicomValue value) {
            noteCharacters(value);
        }
        if (unordered != null) {
            unordered.add(element);
        } else if (!dataset.append(element)) {
            unordered = new ArrayList<>();
            dataset.forEach(unordered::add);
            unordered.add(element);
        }
    }

    private void remember(DicomElement element) {
        if (element instanceof DicomValue value && value.vr() == VR.US && value.length() >= 2) {
            if (value.tag() == Tag.PixelRepresentation) {
                signed = value.buffer().getShort(0) == 1;
            } else if (value.tag() == Tag.WaveformBitsAllocated) {
                waveformBitsAllocated = value.buffer().getShort(0);
            }
        }
    }

    private void noteCharacters(DicomValue value) {
        if (value.tag() == Tag.SpecificCharacterSet) {
            texts = SpecificCharacterSet.of(TextValues.all(value, SpecificCharacterSet.DEFAULT));
            noteUnknownTerms();
        } else if (value.vr().followsCharacterSet()) {
            String misfit = texts.misfit(value);
            if (misfit != null) {
                notes.add(misfit);
            }
        }
    }

    private void noteUnknownTerms() {
        List<String> unknown = texts.unknownTerms();
        if (!unknown.isEmpty()) {
            notes.add("(0008,0005) SpecificCharacterSet names " + unknown.size()
                    + " character set(s) that are unknown; texts are read as UTF-8 or ISO 8859-1.");
        }
    }

    /**
     * What was read, in the order of the tags.
     *
     * @throws DicomFormatException when a tag stands there twice with different values
     */
    DicomDataset finish() throws DicomFormatException {
        DicomDataset whole = unordered == null ? dataset : sorted(unordered);
        if (!explicit && waveformBitsAllocated == 8) {
            correctChannelLimits(whole);
        }
        return whole;
    }

    private DicomDataset sorted(List<DicomElement> elements) throws DicomFormatException {
        noteDisorder(elements);
        elements.sort((a, b) -> Integer.compareUnsigned(a.tag(), b.tag()));
        DicomDataset inOrder = new DicomDataset();
        DicomElement previous = null;
        for (DicomElement element : elements) {
            if (inOrder.append(element)) {
                previous = element;
            } else {
                refuseDifference(previous, element);
            }
        }
        return inOrder;
    }

    private void noteDisorder(List<DicomElement> elements) {
        for (int i = 1; i < elements.size(); i++) {
            if (Integer.compareUnsigned(
                            elements.get(i - 1).tag(), elements.get(i).tag())
                    > 0) {
                notes.add(Tag.describe(elements.get(i).tag()) + " stands out of the order of the tags.");
            }
        }
    }

    private void refuseDifference(@Nullable DicomElement first, DicomElement second) throws DicomFormatException {
        if (!(first instanceof DicomValue one && second instanceof DicomValue other && one.hasSameBytes(other))) {
            throw new DicomFormatException(Tag.describe(second.tag()) + " occurs twice with different values.");
        }
        notes.add(Tag.describe(second.tag()) + " occurs twice with the same value.");
    }

    /** In implicit little endian the channels' limits come before the attribute that gives their VR. */
    private static void correctChannelLimits(DicomDataset multiplexGroup) {
        for (DicomDataset channel : multiplexGroup.getItems(Tag.ChannelDefinitionSequence)) {
            for (int tag : new int[] {Tag.ChannelMinimumValue, Tag.ChannelMaximumValue}) {
                if (channel.get(tag) instanceof DicomValue value) {
                    channel.set(value.as(VR.OB));
                }
            }
        }
    }
}
