package org.einthoven.dicomweb;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UIDs as they are met: digits and dots, be they well placed or not, at most 64 (PS3.5 section 9.1). */
final class UidText {
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]{1,64}");

    private UidText() {}

    /** Real senders write "..", a dot at the end and leading zeros: no reason to lose an ECG. */
    static boolean isTolerable(@Nullable String uid) {
        return uid != null && DIGITS_AND_DOTS.matcher(uid).matches();
    }

    static String require(String name, String uid) {
        // "." and ".." would be another path.
        if (!isTolerable(uid) || uid.chars().allMatch(character -> character == '.')) {
            throw new IllegalArgumentException(name + " has 1 to 64 digits and dots");
        }
        return uid;
    }
}
