package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.LeadNumbers;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * Section 10: what the recorder measured of each lead. A lead's block may end after any of its numbers. Codes of morphology and
 * quality are not kept.
 */
final class PerLeadMeasurements {
    private static final List<Item> ITEMS = List.of(
            new Item("P Duration", "ms"),
            new Item("PR Interval", "ms"),
            new Item("QRS Duration", "ms"),
            new Item("QT Interval", "ms"),
            new Item("Q Duration", "ms"),
            new Item("R Duration", "ms"),
            new Item("S Duration", "ms"),
            new Item("R' Duration", "ms"),
            new Item("S' Duration", "ms"),
            new Item("Q Amplitude", "uV"),
            new Item("R Amplitude", "uV"),
            new Item("S Amplitude", "uV"),
            new Item("R' Amplitude", "uV"),
            new Item("S' Amplitude", "uV"),
            new Item("J Point Amplitude", "uV"),
            new Item("P+ Amplitude", "uV"),
            new Item("P- Amplitude", "uV"),
            new Item("T+ Amplitude", "uV"),
            new Item("T- Amplitude", "uV"),
            new Item("ST Slope", "uV/s"),
            new Item("P Morphology", null),
            new Item("T Morphology", null),
            new Item("Isoelectric Segment at QRS Onset", "ms"),
            new Item("Isoelectric Segment at QRS End", "ms"),
            new Item("Intrinsicoid Deflection", "ms"),
            new Item("Quality Code", null),
            new Item("ST Amplitude at J+20 ms", "uV"),
            new Item("ST Amplitude at J+60 ms", "uV"),
            new Item("ST Amplitude at J+80 ms", "uV"),
            new Item("ST Amplitude at J+RR/16", "uV"),
            new Item("ST Amplitude at J+RR/8", "uV"));

    /** As section 3 can define. */
    private static final int MOST_LEADS = 255;

    private PerLeadMeasurements() {}

    static List<VendorAnnotation> of(ScpSection section) throws EcgDecodingException {
        ScpBytes bytes = section.bytes();
        int leads = bytes.unsigned16();
        bytes.unsigned16();
        if (leads > MOST_LEADS) {
            throw new EcgDecodingException("section 10 of the SCP record has measurements of " + leads + " leads");
        }
        List<VendorAnnotation> annotations = new ArrayList<>();
        for (int i = 0; i < leads; i++) {
            int number = bytes.unsigned16();
            read(bytes.take(bytes.unsigned16()), number, annotations);
        }
        return annotations;
    }

    private static void read(ScpBytes block, int number, List<VendorAnnotation> annotations)
            throws EcgDecodingException {
        Lead lead = LeadNumbers.lead(number);
        String name = lead == null ? "SCP " + number : lead.name();
        for (Item item : ITEMS) {
            if (block.remaining() < 2) {
                break;
            }
            OptionalInt value = ScpValues.amplitude(block);
            if (item.unit != null && value.isPresent()) {
                annotations.add(new VendorAnnotation(
                        null, item.name + " (lead " + name + ")", (double) value.getAsInt(), item.unit));
            }
        }
    }

    private record Item(String name, @Nullable String unit) {}
}
