package org.einthoven.dicom.network;

import java.util.regex.Pattern;

/** UIDs as they are met: digits and dots, be they well placed or not, at most 64 (PS3.5 9.1). */
final class Uid {

    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]{1,64}");

    private Uid() {}

    /** Real senders write "..", a dot at the end and leading zeros: no reason to lose an ECG. */
    static boolean isTolerable(String uid) {
        return DIGITS_AND_DOTS.matcher(uid).matches();
    }
}
