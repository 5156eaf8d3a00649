package org.einthoven.codecs.scp;

/**
 * One section without its header of 16 bytes.
 *
 * @param protocol the version of the standard it was written by, times ten; 0 where the writer did not say
 * @param from of the section's data, after its header, in the file
 */
record ScpSection(int id, int protocol, byte[] file, int from, int to) {
    static final int HEADER = 16;

    ScpBytes bytes() {
        return new ScpBytes(describe(id), file, from, to);
    }

    static String describe(int id) {
        return "section " + id + " of the SCP record";
    }
}
