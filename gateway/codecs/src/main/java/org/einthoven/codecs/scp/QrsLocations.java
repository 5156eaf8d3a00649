package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Section 4: where the beats lie, and around which of them no sample was left out.
 *
 * <p>Versions 1.0 and 1.1 state no protected areas: the zones of subtraction are protected then, as E. Cervesato's decoder has it.
 *
 * @param milliseconds length of the reference beat
 * @param fiducial the sample of the reference beat, from 1, that lies on the fiducial point of each complex
 * @param areas protected, as stated; null where none are stated
 */
record QrsLocations(
        int milliseconds,
        int fiducial,
        List<QrsComplex> complexes,
        @Nullable List<Area> areas) {
    private static final int VERSION_1_0 = 10;
    private static final int VERSION_1_1 = 11;
    private static final int AREA_BYTES = 8;

    QrsLocations {
        complexes = List.copyOf(complexes);
        areas = areas == null ? null : List.copyOf(areas);
    }

    /** @param protocol the version of the standard, times ten */
    static QrsLocations of(ScpSection section, int protocol) throws EcgDecodingException {
        ScpBytes bytes = section.bytes();
        int milliseconds = bytes.unsigned16();
        int fiducial = bytes.unsigned16();
        int count = bytes.unsigned16();
        List<QrsComplex> complexes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            complexes.add(
                    new QrsComplex(bytes.unsigned16(), bytes.unsigned32(), bytes.unsigned32(), bytes.unsigned32()));
        }
        return new QrsLocations(milliseconds, fiducial, complexes, areas(bytes, complexes, protocol));
    }

    private static @Nullable List<Area> areas(ScpBytes bytes, List<QrsComplex> complexes, int protocol)
            throws EcgDecodingException {
        if (bytes.remaining() >= AREA_BYTES * complexes.size()) {
            List<Area> areas = new ArrayList<>();
            for (int i = 0; i < complexes.size(); i++) {
                areas.add(new Area(bytes.unsigned32(), bytes.unsigned32()));
            }
            return areas;
        }
        return protocol == VERSION_1_0 || protocol == VERSION_1_1
                ? complexes.stream().map(c -> new Area(c.start(), c.end())).toList()
                : null;
    }

    /** The areas, which follow one another. A beat that has none has zeros. */
    List<Area> protectedAreas() throws EcgDecodingException {
        if (areas == null) {
            throw new EcgDecodingException("section 4 of the SCP record is cut short: the protected areas are missing");
        }
        List<Area> following = new ArrayList<>();
        long last = 0;
        for (Area area : areas) {
            if (area.start() == 0 && area.end() == 0) {
                continue;
            }
            if (area.start() <= last || area.end() < area.start()) {
                throw new EcgDecodingException("section 4 of the SCP record: the protected area from sample "
                        + area.start() + " to " + area.end() + " does not follow the one before it");
            }
            last = area.end();
            following.add(area);
        }
        return following;
    }

    /** From one sample to another, both in it. */
    record Area(long start, long end) {}
}
