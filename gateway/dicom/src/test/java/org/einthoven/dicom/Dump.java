package org.einthoven.dicom;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A data set as lines of text, in the form that tests/samples/dicom/golden.py describes. */
final class Dump {
    private final List<String> lines = new ArrayList<>();

    private Dump() {}

    static List<String> of(DicomDataset dataset) throws DicomFormatException {
        Dump dump = new Dump();
        dump.add(dataset, "");
        return dump.lines;
    }

    private void add(DicomDataset dataset, String prefix) throws DicomFormatException {
        for (DicomElement element : dataset) {
            String path = prefix + String.format("%08X", element.tag());
            if (Tag.isGroupLength(element.tag())) {
                continue;
            }
            if (element instanceof DicomSequence sequence) {
                lines.add(path + " SQ " + sequence.items().size());
                for (int i = 0; i < sequence.items().size(); i++) {
                    add(sequence.items().get(i), path + "[" + i + "].");
                }
            } else {
                lines.add((path + " " + element.vr() + " " + value(dataset, (DicomValue) element)).stripTrailing());
            }
        }
    }

    private static String value(DicomDataset dataset, DicomValue value) throws DicomFormatException {
        int tag = value.tag();
        return switch (value.vr()) {
            case OB, OW, OF, OD, OL, OV, UN -> value.length() + " " + sha256(value.buffer());
            case DS, IS -> decimals(dataset.getStrings(tag), dataset.getDoubles(tag));
            case FL, FD ->
                IntStream.range(0, dataset.getDoubles(tag).length)
                        .mapToObj(i -> bits(getDouble(dataset, tag, i)))
                        .collect(Collectors.joining("\\"));
            default ->
                dataset.getStrings(tag).stream()
                        .map(String::strip)
                        .collect(Collectors.joining("\\"))
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t");
        };
    }

    private static double getDouble(DicomDataset dataset, int tag, int index) {
        try {
            return dataset.getDoubles(tag)[index];
        } catch (DicomFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decimals(List<String> texts, double[] numbers) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> texts.get(i) + "|" + bits(numbers[i]))
                .collect(Collectors.joining("\\"));
    }

    private static String bits(double number) {
        return HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number));
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
