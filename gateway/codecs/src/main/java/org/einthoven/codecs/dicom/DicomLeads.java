package org.einthoven.codecs.dicom;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.codecs.LeadNumbers;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.Lead;
import org.jspecify.annotations.Nullable;

/** Which lead a channel is: by the code of its source, else by its label, else by the code's words. */
final class DicomLeads {
    private static final Pattern MDC = Pattern.compile("2:(\\d{1,3})");
    private static final Pattern MDC_FLAT = Pattern.compile("131\\d{3}");
    private static final int MDC_LEAD = 131072;
    private static final int MDC_POTENTIAL = 131328;
    private static final Pattern SCP = Pattern.compile("5\\.6\\.3-9-(\\d{1,3})");
    /** The SCP-ECG numbers that CID 3001 lists; the rest of that table is not public. */
    private static final Set<Integer> SCP_NUMBERS =
            Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 16, 17, 18, 61, 62, 63, 64, 66, 67);

    private DicomLeads() {}

    /** The lead, or null where neither code nor words name one that is known. */
    static @Nullable Lead known(DicomDataset channel) {
        DicomDataset source = channel.getItem(Tag.ChannelSourceSequence);
        Lead lead = source == null ? null : byCode(source);
        if (lead == null) {
            lead = byLabel(channel.getString(Tag.ChannelLabel));
        }
        return lead != null || source == null ? lead : byLabel(source.getString(Tag.CodeMeaning));
    }

    /** What an unknown channel of an ECG object calls itself. */
    static Lead named(DicomDataset channel, int index) {
        String label = clean(channel.getString(Tag.ChannelLabel));
        DicomDataset source = channel.getItem(Tag.ChannelSourceSequence);
        if (label == null && source != null) {
            label = clean(source.getString(Tag.CodeMeaning));
        }
        return label == null ? new Lead("channel " + (index + 1)) : Lead.of(label);
    }

    private static @Nullable Lead byCode(DicomDataset source) {
        String code = clean(source.getString(Tag.CodeValue));
        String scheme = clean(source.getString(Tag.CodingSchemeDesignator));
        if (code == null || scheme == null) {
            return null;
        }
        return switch (scheme.toUpperCase(Locale.ROOT)) {
            case "MDC", "ISO/IEEE 11073" -> byMdc(code);
            case "SCPECG" -> byScp(code);
            default -> null;
        };
    }

    private static @Nullable Lead byMdc(String code) {
        Matcher matcher = MDC.matcher(code);
        if (matcher.matches()) {
            return LeadNumbers.lead(Integer.parseInt(matcher.group(1)));
        }
        if (MDC_FLAT.matcher(code).matches()) {
            int number = Integer.parseInt(code);
            return LeadNumbers.lead(number - (number > MDC_POTENTIAL ? MDC_POTENTIAL : MDC_LEAD));
        }
        return byLabel(code);
    }

    private static @Nullable Lead byScp(String code) {
        Matcher matcher = SCP.matcher(code);
        if (!matcher.matches()) {
            return null;
        }
        int number = Integer.parseInt(matcher.group(1));
        return SCP_NUMBERS.contains(number) ? LeadNumbers.lead(number) : null;
    }

    private static @Nullable Lead byLabel(@Nullable String label) {
        String words = clean(label);
        if (words == null) {
            return null;
        }
        // "Lead I (Einthoven)"
        String bare = words.replaceFirst("\\s*\\([^)]*\\)\\s*$", "");
        if (bare.isBlank()) {
            return null;
        }
        Lead lead = Lead.of(bare);
        return LeadNumbers.number(lead).isPresent() ? lead : null;
    }

    /** Vendors pad codes and labels with NULs. */
    private static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String stripped = text.replace('\0', ' ').strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
