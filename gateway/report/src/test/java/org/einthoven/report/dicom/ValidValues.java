package org.einthoven.report.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;

/** The rules of PS3.5 table 6.2-1, read from the standard and not from the code under test. */
final class ValidValues {
    private ValidValues() {}

    /** Fails where any value of the data set, at any depth, breaks a rule of its value representation. */
    static void assertAllValid(DicomDataset dataset) {
        for (DicomElement element : dataset) {
            if (element instanceof DicomSequence sequence) {
                sequence.items().forEach(ValidValues::assertAllValid);
            } else if (element.vr().isText()) {
                String text = text(dataset, element.tag());
                if (!isValid(element.vr(), text)) {
                    throw new AssertionError(Tag.describe(element.tag()) + " " + element.vr() + " <" + text + ">");
                }
            }
        }
    }

    private static String text(DicomDataset dataset, int tag) {
        byte[] bytes = Objects.requireNonNull(dataset.getBytes(tag));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError(Tag.describe(tag) + " is not UTF-8", e);
        }
    }

    private static boolean isValid(VR vr, String text) {
        if (text.isEmpty()) {
            return true;
        }
        return switch (vr) {
            case UI -> UID.isValid(text);
            case DA -> text.matches("\\d{8}") && isDay(text);
            case TM -> text.matches("([01]\\d|2[0-3])([0-5]\\d(([0-5]\\d|60)(\\.\\d{1,6})?)?)?");
            case DT -> text.matches("\\d{4}(\\d{2}(\\d{2}(\\d{6}(\\.\\d{1,6})?)?)?)?([+-]\\d{4})?");
            case CS -> text.matches("[A-Z0-9 _]{1,16}");
            case DS -> text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?") && text.length() <= 16;
            case IS -> text.matches("[+-]?\\d{1,11}");
            case SH -> isLine(text) && length(text) <= 16;
            case LO -> isLine(text) && length(text) <= 64;
            case PN -> isName(text);
            case ST -> isText(text) && length(text) <= 1024;
            case UT, LT, UC -> isText(text);
            default -> isLine(text);
        };
    }

    private static boolean isDay(String text) {
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).getYear() > 0;
    }

    private static boolean isName(String text) {
        String[] groups = text.split("=", -1);
        for (String group : groups) {
            if (length(group) > 64 || group.split("\\^", -1).length > 5) {
                return false;
            }
        }
        return isLine(text) && groups.length <= 3;
    }

    private static boolean isLine(String text) {
        return text.chars().noneMatch(c -> c < ' ' || c >= 0x7F && c <= 0x9F || c == '\\');
    }

    private static boolean isText(String text) {
        return text.chars().noneMatch(c -> c < ' ' && c != '\r' && c != '\n' || c >= 0x7F && c <= 0x9F);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
