package org.einthoven.codecs.wfdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.VendorAnnotation;
import org.jspecify.annotations.Nullable;

/** What the comments of a header say: "Age: 55", "Sex: Female", "Dx: 426783006,59118001", free text. */
final class WfdbComments {
    static final String DIAGNOSIS = "Dx";

    private static final int OLDEST_YEARS = 150;
    private static final Pattern KEY_AND_VALUE = Pattern.compile("([A-Za-z][A-Za-z0-9_ -]{0,40}):\\s*(.*)");

    private @Nullable Integer ageYears;
    private @Nullable Sex sex;
    private final List<VendorAnnotation> annotations = new ArrayList<>();

    WfdbComments(List<String> comments) {
        comments.forEach(this::read);
    }

    Demographics demographics() {
        return new Demographics(null, null, sex, ageYears);
    }

    List<VendorAnnotation> annotations() {
        return annotations;
    }

    private void read(String comment) {
        Matcher matcher = KEY_AND_VALUE.matcher(comment);
        if (!matcher.matches()) {
            annotate(null, comment);
            return;
        }
        String value = matcher.group(2).strip();
        switch (matcher.group(1).strip().toLowerCase(Locale.ROOT)) {
            case "age" -> ageYears = age(value);
            case "sex" -> sex = sex(value);
            case "dx" -> List.of(value.split(",")).forEach(code -> annotate(DIAGNOSIS, code));
            default -> annotate(matcher.group(1).strip(), value);
        }
    }

    private void annotate(@Nullable String code, String text) {
        if (!text.isBlank()) {
            annotations.add(new VendorAnnotation(code, text.strip(), null, null));
        }
    }

    /** Whole years; null for "Unknown", "NaN" and what is no age. */
    private static @Nullable Integer age(String text) {
        try {
            double years = Double.parseDouble(text);
            return years >= 0 && years <= OLDEST_YEARS ? (Integer) (int) years : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Sex sex(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "m", "male" -> Sex.MALE;
            case "f", "female" -> Sex.FEMALE;
            default -> null;
        };
    }
}
