package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;

/**
 * The reference beat of type 0, which was subtracted from the rhythm data of all beats of its type.
 *
 * <p>Its sample number fcM (from 1) lies on the fiducial point of each beat, as in E. Cervesato's decoder and the ECG Toolkit;
 * PixelMed's counts it from 0. Where a zone reaches beyond the beat nothing was there to subtract.
 *
 * @param nanovolts what 1 in a value means
 * @param fiducial fcM
 * @param leads its values in each lead, in the order of section 3
 */
record ReferenceBeat(int nanovolts, int fiducial, List<QrsComplex> complexes, List<int[]> leads) {
    private static final int MICROSECONDS_PER_MILLISECOND = 1000;

    ReferenceBeat {
        complexes = List.copyOf(complexes);
        leads = List.copyOf(leads);
    }

    static ReferenceBeat of(EncodedLeads beats, QrsLocations locations, List<ScpLead> leads)
            throws EcgDecodingException {
        List<QrsComplex> subtracted = locations.complexes().stream()
                .filter(complex -> complex.type() == 0 && complex.end() >= complex.start())
                .toList();
        int length = MICROSECONDS_PER_MILLISECOND * locations.milliseconds() / beats.interval();
        if (length == 0 && !subtracted.isEmpty()) {
            throw new EcgDecodingException("section 4 of the SCP record: the reference beat that was subtracted is "
                    + locations.milliseconds() + " ms long");
        }
        requireApart(subtracted, leads);
        List<int[]> values = new ArrayList<>();
        for (ScpLead lead : leads) {
            values.add(
                    subtracted.isEmpty()
                            ? new int[0]
                            : beats.decode(lead, length).values());
        }
        return new ReferenceBeat(beats.nanovolts(), locations.fiducial(), subtracted, values);
    }

    /** Zones that overlap so much that they cover the ECG more than twice are none, and would take long to add. */
    private static void requireApart(List<QrsComplex> subtracted, List<ScpLead> leads) throws EcgDecodingException {
        long covered =
                subtracted.stream().mapToLong(c -> c.end() - c.start() + 1).sum();
        long last = leads.stream().mapToLong(ScpLead::end).max().orElseThrow();
        if (covered > 2 * last) {
            throw new EcgDecodingException("section 4 of the SCP record: the zones of subtraction cover " + covered
                    + " of " + last + " samples");
        }
    }

    /**
     * Adds it to a lead's samples.
     *
     * @param into the lead's nanovolts, changed in place
     * @return whether every zone lies within the beat
     */
    boolean addTo(ScpLead lead, double[] into) {
        int[] beat = leads.get(lead.place() - 1);
        boolean within = true;
        for (QrsComplex complex : complexes) {
            long shift = fiducial - complex.fiducial();
            within &= complex.start() + shift >= 1 && complex.end() + shift <= beat.length;
            long from = Math.max(Math.max(complex.start(), lead.start()), 1 - shift);
            long to = Math.min(Math.min(complex.end(), lead.end()), beat.length - shift);
            for (long sample = from; sample <= to; sample++) {
                into[(int) (sample - lead.start())] += (double) nanovolts * beat[(int) (sample + shift) - 1];
            }
        }
        return within;
    }
}
