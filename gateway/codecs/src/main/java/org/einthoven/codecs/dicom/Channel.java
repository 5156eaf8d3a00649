package org.einthoven.codecs.dicom;

import java.util.List;
import org.einthoven.ecg.Lead;

/**
 * One ECG lead of a multiplex group.
 *
 * @param index its place among the group's channels, from 0
 * @param millivoltsPerUnit sensitivity × correction factor, in millivolts
 * @param baselineMillivolts what is added after scaling
 * @param shift whole samples by which the channel was sampled later than the group's time
 * @param bitsStored at most the bits allocated
 * @param status the values of Channel Status (003A,0205)
 */
record Channel(
        int index,
        Lead lead,
        double millivoltsPerUnit,
        double baselineMillivolts,
        int shift,
        int bitsStored,
        List<String> status) {
    Channel {
        status = List.copyOf(status);
    }

    /** How messages name it. */
    String name() {
        return "channel " + (index + 1) + " (" + lead + ")";
    }

    boolean carriesNoSignal() {
        return status.contains("DISCONNECTED") || status.contains("INVALID");
    }
}
