package org.einthoven.dicom.network;

/** Application entity titles: VR AE, 1 to 16 characters of the default repertoire, no backslash (PS3.5 6.2). */
public final class AeTitle {

    static final int LENGTH = 16;

    private AeTitle() {}

    /** @throws IllegalArgumentException when the text is no AE title */
    public static String valid(String text) {
        String title = text.strip();
        if (title.isEmpty() || title.length() > LENGTH || !title.chars().allMatch(AeTitle::isAllowed)) {
            throw new IllegalArgumentException(
                    "an AE title has 1 to 16 printable ASCII characters and no backslash, not '" + text + "'");
        }
        return title;
    }

    private static boolean isAllowed(int character) {
        return character >= 0x20 && character <= 0x7E && character != '\\';
    }
}
