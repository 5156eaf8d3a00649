package org.einthoven.dicomweb;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which form of the answer a sender prefers (RFC 9110 section 12.5.1). */
final class Acceptance {
    private static final Pattern COMMA_OUTSIDE_QUOTES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    private static final int LONGEST = 2000;

    private Acceptance() {}

    /** JSON is the standard's default, and what anybody gets who names neither: an ECG that could be stored matters more than the form of the answer. */
    static boolean prefersXml(@Nullable String accept) {
        if (accept == null || accept.length() > LONGEST) {
            return false;
        }
        double json = 0;
        double xml = 0;
        for (String range : COMMA_OUTSIDE_QUOTES.splitAsStream(accept).toList()) {
            MediaType type = MediaType.parse(range);
            if (type != null && type.isJson()) {
                json = Math.max(json, quality(type));
            } else if (type != null && type.isXml()) {
                xml = Math.max(xml, quality(type));
            }
        }
        return xml > json;
    }

    private static double quality(MediaType type) {
        try {
            String quality = type.parameter("q");
            return quality == null ? 1 : Double.parseDouble(quality);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
