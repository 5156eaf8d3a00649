package org.einthoven.codecs.scp;

/**
 * One beat of section 4; sample numbers as in section 3.
 *
 * @param type of the reference beat that it is like; only type 0 is subtracted
 * @param start of the zone from which it was subtracted
 * @param fiducial the sample that lies on the reference beat's own fiducial point
 * @param end of that zone, its last sample
 */
record QrsComplex(int type, long start, long fiducial, long end) {}
