package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged objects: each is read or refused with a sentence; nothing else happens. More: {@code -Deinthoven.fuzz=1000000}. */
class DicomFuzzTest {
    private static final int INPUTS = Integer.getInteger("einthoven.fuzz", 24_000);
    private static final int MEBIBYTE = 1 << 20;
    private static final long[] LENGTHS = {
        0, 1, 7, 0xFF, 0xFFFE, 0xFFFF, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFEL, 0xFFFF_FFFFL
    };
    /** Smaller than the tests' heap by far, so that an allocation by a claimed length would show. */
    private static final DicomReader READER = new DicomReader(new DicomLimits(4 << 20, 16 << 20, 32, 100_000));

    @Test
    void everyDamagedObjectIsReadOrRefused() throws IOException {
        long seed = Long.getLong("einthoven.seed", 20261122L);
        System.out.println("DicomFuzzTest seed " + seed + " (-Deinthoven.seed=…)");
        Random random = new Random(seed);
        List<byte[]> objects = objects();
        int read = 0;
        int refused = 0;
        long memory = 0;
        for (int i = 0; i < INPUTS; i++) {
            if (i == INPUTS / 10) {
                memory = usedMemory();
            }
            byte[] damaged = damaged(objects.get(random.nextInt(objects.size())), random);
            if (isRead(damaged, seed, i)) {
                read++;
            } else {
                refused++;
            }
        }
        System.out.println("DicomFuzzTest read " + read + ", refused " + refused);
        assertThat(usedMemory() - memory).as("growth of the heap").isLessThan(8 * MEBIBYTE);
        // Both must happen, or the damage would be too light or too heavy to show anything.
        assertThat(read).isGreaterThan(INPUTS / 20);
        assertThat(refused).isGreaterThan(INPUTS / 20);
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static boolean isRead(byte[] damaged, long seed, int number) {
        try {
            boolean whole = answers(() -> readEverything(damaged), damaged);
            answers(() -> READER.readHeader(new ByteArrayInputStream(damaged)), damaged);
            return whole;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("Input " + number + " of seed " + seed + ", " + damaged.length + " bytes", e);
        }
    }

    private interface Reading {
        void run() throws IOException, DicomException;
    }

    private static boolean answers(Reading reading, byte[] damaged) {
        try {
            reading.run();
            return true;
        } catch (DicomException e) {
            assertThat(e.getMessage()).endsWith(".").hasSizeLessThan(300);
            return false;
        } catch (IOException e) {
            throw new AssertionError("An array of " + damaged.length + " bytes cannot fail to be read", e);
        }
    }

    private static void readEverything(byte[] damaged) throws DicomException {
        DicomFile file = READER.read(damaged);
        visit(file.dataset());
        // Whatever was read is written without loss.
        String hash = ContentHash.of(file.dataset());
        assertThat(hashAfter(file.dataset(), TransferSyntax.EXPLICIT_BIG_ENDIAN))
                .isEqualTo(hash);
        assertThat(hashAfter(file.dataset(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN))
                .isEqualTo(hash);
    }

    private static String hashAfter(DicomDataset dataset, TransferSyntax syntax) throws DicomException {
        byte[] written = DicomWriter.standard().toBytes(dataset, syntax);
        return ContentHash.of(READER.readDataset(written, syntax));
    }

    private static void visit(DicomDataset dataset) {
        for (DicomElement element : dataset) {
            dataset.getString(element.tag());
            dataset.getStrings(element.tag());
            if (element.vr() == VR.DS || element.vr() == VR.IS || !element.vr().isText()) {
                readNumbers(dataset, element.tag());
            }
            dataset.getItems(element.tag()).forEach(DicomFuzzTest::visit);
        }
    }

    private static void readNumbers(DicomDataset dataset, int tag) {
        try {
            dataset.getDoubles(tag);
            dataset.getInts(tag);
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).contains("of VR");
        }
    }

    /** The samples without most of their waveforms, which nothing interprets here, in every encoding. */
    private static List<byte[]> objects() throws IOException {
        List<byte[]> objects = new ArrayList<>();
        for (Path file : Samples.files()) {
            try {
                DicomFile object = READER.read(Files.readAllBytes(file));
                shorten(object.dataset());
                for (TransferSyntax syntax : Samples.SYNTAXES) {
                    for (DicomWriter.SequenceLengths lengths : DicomWriter.SequenceLengths.values()) {
                        objects.add(new DicomWriter(lengths).toBytes(object, syntax));
                    }
                }
            } catch (DicomFormatException e) {
                throw new AssertionError(file.toString(), e);
            }
        }
        return objects;
    }

    private static void shorten(DicomDataset dataset) {
        for (DicomElement element : dataset) {
            if (element instanceof DicomValue value && value.length() > 256) {
                dataset.set(new DicomValue(value.tag(), value.vr(), Arrays.copyOf(value.bytes(), 256)));
            }
            List<DicomDataset> items = dataset.getItems(element.tag());
            items.forEach(DicomFuzzTest::shorten);
            if (items.size() > 4) {
                dataset.setItems(element.tag(), items.subList(0, 4));
            }
        }
    }

    private static byte[] damaged(byte[] object, Random random) {
        byte[] bytes = object.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            bytes = damagedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] damagedOnce(byte[] bytes, Random random) {
        if (bytes.length < 8) {
            return bytes;
        }
        int at = random.nextInt(bytes.length - 4);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> putLength(bytes, at, LENGTHS[random.nextInt(LENGTHS.length)]);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return moved(bytes, at, random);
            }
            case 5 -> putTag(bytes, at, random);
            default -> System.arraycopy(bytes, random.nextInt(bytes.length - 4), bytes, at, 4);
        }
        return bytes;
    }

    private static void putLength(byte[] bytes, int at, long length) {
        System.arraycopy(Encoded.integer(length), 0, bytes, at, 4);
    }

    private static void putTag(byte[] bytes, int at, Random random) {
        int[] tags = {Tag.Item, Tag.ItemDelimitationItem, Tag.SequenceDelimitationItem, Tag.PixelData, 0, 0x0011_1010};
        System.arraycopy(
                new Encoded().header(tags[random.nextInt(tags.length)], 0).toBytes(), 0, bytes, at, 4);
    }

    /** A piece taken out or put in twice. */
    private static byte[] moved(byte[] bytes, int at, Random random) {
        int length = Math.min(1 + random.nextInt(64), bytes.length - at);
        boolean twice = random.nextBoolean();
        byte[] result = new byte[bytes.length + (twice ? length : -length)];
        System.arraycopy(bytes, 0, result, 0, at);
        int from = twice ? at : at + length;
        int to = twice ? at + length : at;
        if (twice) {
            System.arraycopy(bytes, at, result, at, length);
        }
        System.arraycopy(bytes, from, result, to, bytes.length - from);
        return result;
    }
}
