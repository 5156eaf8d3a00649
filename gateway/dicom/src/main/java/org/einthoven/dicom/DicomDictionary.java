package org.einthoven.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data dictionary (PS3.6): which value representation and keyword belong to a tag. */
public final class DicomDictionary {
    /** What the VR of a tag depends on beside the tag. */
    private enum Choice {
        NONE,
        PIXEL_REPRESENTATION,
        WAVEFORM_BITS_ALLOCATED
    }

    private record Entry(VR vr, Choice choice, String keyword) {
        static Entry of(String vr, String keyword) {
            return switch (vr) {
                case "US/SS" -> new Entry(VR.US, Choice.PIXEL_REPRESENTATION, keyword);
                case "OB/OW" -> new Entry(VR.OW, Choice.WAVEFORM_BITS_ALLOCATED, keyword);
                default -> new Entry(VR.valueOf(vr), Choice.NONE, keyword);
            };
        }

        VR vr(boolean signed, boolean bytes) {
            return switch (choice) {
                case PIXEL_REPRESENTATION -> signed ? VR.SS : VR.US;
                case WAVEFORM_BITS_ALLOCATED -> bytes ? VR.OB : VR.OW;
                case NONE -> vr;
            };
        }
    }

    /** A repeating group: the tag with its variable digits zero, and the bits that are fixed. */
    private record Repeating(int tag, int mask, Entry entry) {
        boolean matches(int candidate) {
            return (candidate & mask) == tag;
        }
    }

    private static final Map<Integer, Entry> ENTRIES = new HashMap<>(8192);
    private static final List<Repeating> REPEATING = new ArrayList<>();
    private static final Map<String, Integer> TAGS = new HashMap<>(8192);

    static {
        load();
    }

    private DicomDictionary() {}

    private static void load() {
        try (InputStream resource = DicomDictionary.class.getResourceAsStream("dictionary.txt")) {
            if (resource == null) {
                throw new IllegalStateException("dictionary.txt is missing beside " + DicomDictionary.class.getName());
            }
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(DicomDictionary::add);
        } catch (IOException e) {
            throw new UncheckedIOException("dictionary.txt cannot be read", e);
        }
    }

    private static void add(String line) {
        String number = line.substring(0, 8);
        int vrEnd = line.indexOf(' ', 9);
        Entry entry = Entry.of(line.substring(9, vrEnd), line.substring(vrEnd + 1));
        int tag = Integer.parseUnsignedInt(number.replace('x', '0'), 16);
        if (number.indexOf('x') < 0) {
            ENTRIES.put(tag, entry);
            TAGS.put(entry.keyword(), tag);
        } else {
            REPEATING.add(new Repeating(tag, fixedBits(number), entry));
        }
    }

    private static int fixedBits(String number) {
        return Integer.parseUnsignedInt(number.replaceAll("[^x]", "F").replace('x', '0'), 16);
    }

    /**
     * The VR of an attribute. Where it depends on another attribute, the one that is right without more knowledge: US for US or SS, OW for OB or OW.
     * Unknown and private attributes are UN, private creators LO, group lengths UL.
     */
    public static VR vrOf(int tag) {
        return vrOf(tag, false, 16);
    }

    /**
     * The VR of an attribute in a data set.
     *
     * @param signed whether Pixel Representation (0028,0103) is 1
     * @param waveformBitsAllocated Waveform Bits Allocated (5400,1004)
     */
    static VR vrOf(int tag, boolean signed, int waveformBitsAllocated) {
        Entry entry = find(tag);
        if (entry == null) {
            return vrOfUnlisted(tag);
        }
        return entry.vr(signed, Tag.group(tag) == 0x5400 && waveformBitsAllocated == 8);
    }

    private static VR vrOfUnlisted(int tag) {
        if (Tag.isGroupLength(tag)) {
            return VR.UL;
        }
        return Tag.isPrivateCreator(tag) ? VR.LO : VR.UN;
    }

    /** The keyword, or null for a private attribute and one that the dictionary lacks. */
    public static @Nullable String keywordOf(int tag) {
        Entry entry = find(tag);
        return entry == null ? null : entry.keyword();
    }

    /** Whether the dictionary lists this very tag, not as one of a repeating group. */
    static boolean lists(int tag) {
        return ENTRIES.containsKey(tag);
    }

    /** The tag of a keyword, or null where there is none. */
    public static @Nullable Integer tagOf(String keyword) {
        return TAGS.get(keyword);
    }

    private static @Nullable Entry find(int tag) {
        Entry entry = ENTRIES.get(tag);
        if (entry != null || Tag.isPrivate(tag)) {
            return entry;
        }
        for (Repeating repeating : REPEATING) {
            if (repeating.matches(tag)) {
                return repeating.entry();
            }
        }
        return null;
    }
}
