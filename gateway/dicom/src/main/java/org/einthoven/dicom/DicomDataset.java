package org.einthoven.dicom;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A data set: elements in the order of their tags (PS3.5 section 7). It is the content of a file, of a message, or of one item of a sequence.
 *
 * <p>Values are read leniently in what does not matter (padding, spaces) and strictly in what does: a number that is none is a {@link DicomFormatException}. Texts are read
 * in the Specific Character Set (0008,0005) of the data set or of the one around it. Not safe for use by several threads while it is changed.
 */
public final class DicomDataset implements Iterable<DicomElement> {
    private static final DicomElement[] NONE = {};

    private DicomElement[] elements = NONE;
    private int size;
    private @Nullable DicomDataset parent;
    private @Nullable SpecificCharacterSet characterSet;

    /** The number of elements on this level. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether the element is there, be it empty. */
    public boolean contains(int tag) {
        return indexOf(tag) >= 0;
    }

    /** The element, or null where it is absent. */
    public @Nullable DicomElement get(int tag) {
        int index = indexOf(tag);
        return index < 0 ? null : elements[index];
    }

    /** Elements in ascending order of their tags. */
    @Override
    public Iterator<DicomElement> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public DicomElement next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return elements[next++];
            }
        };
    }

    // Texts

    /** The first value without its padding, or null where the element is absent, empty or no text or number. */
    public @Nullable String getString(int tag) {
        DicomValue value = valueOf(tag);
        return value == null ? null : TextValues.first(value, characterSet());
    }

    /** The first value, or the default where it is absent or empty. */
    public String getString(int tag, String defaultValue) {
        String value = getString(tag);
        return value == null ? defaultValue : value;
    }

    /** All values without their padding, an empty one as {@code ""}; none where the element is absent or empty. */
    public List<String> getStrings(int tag) {
        DicomValue value = valueOf(tag);
        return value == null ? List.of() : TextValues.all(value, characterSet());
    }

    // Numbers

    /**
     * The first value as an integer, or the default where the element is absent or empty.
     *
     * @throws DicomFormatException where it is no integer or does not fit
     */
    public int getInt(int tag, int defaultValue) throws DicomFormatException {
        DicomValue value = valueOf(tag);
        return value == null || value.length() == 0 ? defaultValue : NumberValues.firstInt(value, defaultValue);
    }

    /** The first value as an integer, or the default where the element is absent or empty; see {@link #getInt}. UV beyond {@link Long#MAX_VALUE} is refused. */
    public long getLong(int tag, long defaultValue) throws DicomFormatException {
        DicomValue value = valueOf(tag);
        return value == null || value.length() == 0 ? defaultValue : NumberValues.firstLong(value, defaultValue);
    }

    /** All values as integers; none where the element is absent or empty. */
    public int[] getInts(int tag) throws DicomFormatException {
        DicomValue value = valueOf(tag);
        return value == null ? new int[0] : NumberValues.ints(value);
    }

    /**
     * The first value as a number, empty where the element is absent or empty.
     *
     * @throws DicomFormatException where it is no number
     */
    public OptionalDouble getDouble(int tag) throws DicomFormatException {
        DicomValue value = valueOf(tag);
        return value == null || value.length() == 0 ? OptionalDouble.empty() : NumberValues.firstDouble(value);
    }

    /** All values as numbers; none where the element is absent or empty. */
    public double[] getDoubles(int tag) throws DicomFormatException {
        DicomValue value = valueOf(tag);
        return value == null ? new double[0] : NumberValues.doubles(value);
    }

    // Bytes and items

    /** A copy of the value's bytes in little endian, padding included; null where the element is absent or has no value of its own. */
    public byte @Nullable [] getBytes(int tag) {
        DicomValue value = valueOf(tag);
        return value == null ? null : value.bytes();
    }

    /** The value's bytes without a copy: read-only, little endian; null where the element is absent or has no value of its own. */
    public @Nullable ByteBuffer getBuffer(int tag) {
        DicomValue value = valueOf(tag);
        return value == null ? null : value.buffer();
    }

    /** The items of a sequence; none where it is absent, empty or no sequence. */
    public List<DicomDataset> getItems(int tag) {
        return get(tag) instanceof DicomSequence sequence ? sequence.items() : List.of();
    }

    /** The first item of a sequence, or null where there is none. */
    public @Nullable DicomDataset getItem(int tag) {
        List<DicomDataset> items = getItems(tag);
        return items.isEmpty() ? null : items.get(0);
    }

    /**
     * The tag of a private element under its creator (PS3.5 section 7.8.1), empty where that creator has no block here.
     *
     * @param element the element's number inside the block, 0x00 to 0xFF
     */
    public OptionalInt privateTag(int group, String creator, int element) {
        for (DicomElement candidate : this) {
            int tag = candidate.tag();
            if (Tag.group(tag) == group && Tag.isPrivateCreator(tag) && creator.equals(getString(tag))) {
                return OptionalInt.of(group << 16 | Tag.element(tag) << 8 | element & 0xFF);
            }
        }
        return OptionalInt.empty();
    }

    private @Nullable DicomValue valueOf(int tag) {
        return get(tag) instanceof DicomValue value ? value : null;
    }

    // Changes

    /** Puts an element in its place, replacing the one of the same tag. */
    public DicomDataset set(DicomElement element) {
        adopt(element);
        int index = indexOf(element.tag());
        if (index >= 0) {
            elements[index] = element;
        } else {
            insert(-index - 1, element);
        }
        return this;
    }

    /**
     * Sets texts; the VR is the dictionary's.
     *
     * @throws IllegalArgumentException where the VR holds no text, a value has a backslash that would divide it, or the character set (set it first) lacks a character
     */
    public DicomDataset setString(int tag, String... values) {
        return setString(tag, DicomDictionary.vrOf(tag), values);
    }

    /** Sets texts under a VR; see {@link #setString(int, String...)}. */
    public DicomDataset setString(int tag, VR vr, String... values) {
        return set(TextValues.encode(tag, vr, characterSet(), values));
    }

    /** Sets integers; the VR is the dictionary's: a binary integer, AT, IS or DS. */
    public DicomDataset setInt(int tag, int... values) {
        return setInt(tag, DicomDictionary.vrOf(tag), values);
    }

    /** Sets integers under a VR, of which each must be able to hold the values. */
    public DicomDataset setInt(int tag, VR vr, int... values) {
        return set(NumberValues.encode(
                tag, vr, Arrays.stream(values).asLongStream().toArray()));
    }

    /** Sets numbers; the VR is the dictionary's: FL, FD, OF, OD or DS, which keeps 16 characters of each (PS3.5 table 6.2-1). */
    public DicomDataset setDouble(int tag, double... values) {
        return set(NumberValues.encode(tag, DicomDictionary.vrOf(tag), values));
    }

    /** Sets bytes, little endian, which are not copied. */
    public DicomDataset setBytes(int tag, VR vr, byte[] value) {
        return set(new DicomValue(tag, vr, value));
    }

    /** Sets a sequence. An item belongs to one sequence and reads its texts in the character set of the data set that it was last put into. */
    public DicomDataset setItems(int tag, List<DicomDataset> items) {
        return set(new DicomSequence(tag, items));
    }

    /** Sets a sequence; see {@link #setItems(int, List)}. */
    public DicomDataset setItems(int tag, DicomDataset... items) {
        return setItems(tag, List.of(items));
    }

    /** Takes an element out; an absent one is no error. */
    public DicomDataset remove(int tag) {
        int index = indexOf(tag);
        if (index >= 0) {
            System.arraycopy(elements, index + 1, elements, index, size - index - 1);
            elements[--size] = null;
            forgetCharacterSet(tag);
        }
        return this;
    }

    /** A data set with the same elements, to be changed on its own; values are shared, items are copied. */
    public DicomDataset copy() {
        DicomDataset copy = new DicomDataset();
        for (DicomElement element : this) {
            copy.set(
                    element instanceof DicomSequence sequence
                            ? new DicomSequence(
                                    sequence.tag(),
                                    sequence.items().stream()
                                            .map(DicomDataset::copy)
                                            .toList())
                            : element);
        }
        return copy;
    }

    /** The character set of the texts: the data set's own, else that of the data set around it, else the default repertoire. */
    public SpecificCharacterSet characterSet() {
        if (characterSet == null) {
            DicomValue own = valueOf(Tag.SpecificCharacterSet);
            if (own != null) {
                characterSet = SpecificCharacterSet.of(TextValues.all(own, SpecificCharacterSet.DEFAULT));
            } else {
                return parent == null ? SpecificCharacterSet.DEFAULT : parent.characterSet();
            }
        }
        return characterSet;
    }

    /** Adds an element while reading; false, and nothing added, where its tag does not come after the last. */
    boolean append(DicomElement element) {
        if (size > 0 && Integer.compareUnsigned(elements[size - 1].tag(), element.tag()) >= 0) {
            return false;
        }
        adopt(element);
        insert(size, element);
        return true;
    }

    private void adopt(DicomElement element) {
        if (element instanceof DicomSequence sequence) {
            for (DicomDataset item : sequence.items()) {
                item.parent = this;
            }
        }
        forgetCharacterSet(element.tag());
    }

    private void forgetCharacterSet(int changedTag) {
        if (changedTag == Tag.SpecificCharacterSet) {
            characterSet = null;
        }
    }

    private void insert(int index, DicomElement element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, Math.max(8, size + (size >> 1)));
        }
        System.arraycopy(elements, index, elements, index + 1, size - index);
        elements[index] = element;
        size++;
    }

    /** Where the tag is, or {@code -(place to insert) - 1}. */
    private int indexOf(int tag) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(elements[middle].tag(), tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Says how many elements, never what they hold. */
    @Override
    public String toString() {
        return "DicomDataset[" + size + " elements]";
    }
}
