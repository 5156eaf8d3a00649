package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;
import org.einthoven.dicom.network.DimseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged requests and documents: each is answered or refused with a sentence; nothing is stored in part. More cases: {@code -Deinthoven.fuzz=100000}. */
class DicomWebFuzzTest {
    private static final long SEED = Long.getLong("einthoven.seed", 20261128L);
    private static final int CASES = Integer.getInteger("einthoven.fuzz", 1500);
    /** Smaller than the tests' heap by far, so that an allocation by a claimed length would show. */
    private static final DicomLimits LIMITS = new DicomLimits(4 << 20, 4 << 20, 16, 100_000);

    private static final List<String> PIECES = List.of(
            "\r\n--b",
            "\r\n--b--",
            "--",
            "\r\n",
            "\n",
            ":",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "null",
            "1e9",
            "-",
            "<",
            "</Value>",
            "<Item>",
            "&#0;",
            "&x;",
            "<!DOCTYPE a [<!ENTITY x 'y'>]>",
            "\"vr\":\"SQ\"",
            "\"BulkDataURI\":\"x\"",
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "\u0000",
            "\u00ff");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    private interface Case {
        /** Whether it was taken as it is. */
        boolean run(byte[] damaged) throws IOException;
    }

    private void run(String what, int cases, List<byte[]> originals, Case each) {
        System.out.println("DicomWebFuzzTest " + what + " seed " + SEED + " (-Deinthoven.seed=…)");
        int taken = 0;
        for (int i = 0; i < cases; i++) {
            byte[] damaged = damaged(originals.get(random.nextInt(originals.size())));
            try {
                taken += each.run(damaged) ? 1 : 0;
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError(
                        "Case " + i + " of seed " + SEED + ", " + damaged.length + " bytes: "
                                + new String(damaged, StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        System.out.println("DicomWebFuzzTest " + what + " took " + taken + " of " + cases);
        // Both must happen, or the damage would be too light or too heavy to show anything.
        assertThat(taken).isBetween(cases / 50, cases - cases / 50);
    }

    @Test
    void requests() throws IOException {
        List<byte[]> objects = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            objects.add(TestSamples.object("1.2.3", "1.2.3." + i));
        }
        Upload upload = new Upload();
        objects.forEach(upload::part);
        Path spool = Files.createDirectory(folder.resolve("spool"));
        List<String> stored = new ArrayList<>();
        StowReceiver receiver =
                new StowReceiver(StowSettings.of("HERE", spool).withLimits(10, 100_000, 1000), object -> {
                    stored.add(object.sopInstanceUid());
                    assertWhole(object.file());
                    return DimseStatus.SUCCESS;
                });
        // Each writes files.
        run("requests", CASES / 5, List.of(upload.end().toBytes()), damaged -> {
            stored.clear();
            StowResponse response = receiver.receive(Upload.request(Upload.TYPE, null, damaged));
            assertThat(response.status()).isIn(Set.of(200, 202, 400, 409, 413));
            assertThat(told(response)).isEqualTo(stored);
            return response.status() == 200;
        });
        assertThat(spool).isEmptyDirectory();
    }

    private static void assertWhole(Path file) {
        try {
            DicomReader.standard().read(file);
        } catch (DicomException | IOException e) {
            throw new AssertionError("stored in part", e);
        }
    }

    private static List<String> told(StowResponse response) throws IOException {
        try {
            return DicomJsonReader.standard()
                    .read(new ByteArrayInputStream(response.body()))
                    .get(0)
                    .dataset()
                    .getItems(Tag.ReferencedSOPSequence)
                    .stream()
                    .map(item -> item.getString(Tag.ReferencedSOPInstanceUID, ""))
                    .toList();
        } catch (DicomFormatException e) {
            throw new AssertionError(new String(response.body(), StandardCharsets.UTF_8), e);
        }
    }

    @Test
    void json() {
        DicomJsonReader reader = new DicomJsonReader(LIMITS);
        List<byte[]> originals =
                datasets().stream().map(DicomJsonWriter.standard()::toBytes).toList();
        run("JSON", CASES, originals, damaged -> isRead(() -> reader.read(new ByteArrayInputStream(damaged))));
    }

    @Test
    void xml() {
        List<byte[]> originals =
                datasets().stream().map(NativeXmlWriter::toBytes).toList();
        run(
                "XML",
                CASES,
                originals,
                damaged -> isRead(() -> List.of(NativeXmlReader.read(new ByteArrayInputStream(damaged), LIMITS))));
    }

    private interface Reading {
        List<DicomMetadata> read() throws IOException, DicomFormatException;
    }

    private static boolean isRead(Reading reading) throws IOException {
        try {
            for (DicomMetadata metadata : reading.read()) {
                ContentHash.of(metadata.dataset());
                // Whatever was read can be written, and that can be read.
                byte[] json = DicomJsonWriter.standard().toBytes(metadata.dataset());
                assertThat(DicomJsonReader.standard().read(new ByteArrayInputStream(json)))
                        .hasSize(1);
                byte[] xml = NativeXmlWriter.toBytes(metadata.dataset());
                NativeXmlReader.read(new ByteArrayInputStream(xml), DicomLimits.STANDARD);
            }
            return true;
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).endsWith(".").hasSizeLessThan(300);
            return false;
        }
    }

    /** Small ones, so that damage falls on what is told and not on samples. */
    private static List<DicomDataset> datasets() {
        DicomDataset group = new DicomDataset()
                .setString(Tag.WaveformOriginality, "ORIGINAL")
                .setInt(Tag.NumberOfWaveformChannels, 12)
                .setBytes(Tag.WaveformData, VR.OW, new byte[20]);
        return List.of(
                AllVrs.dataset(),
                TestSamples.small("1.2.3", "1.2.3.4")
                        .setString(Tag.SpecificCharacterSet, "ISO_IR 100")
                        .setString(Tag.PatientName, "Müller^Änne")
                        .setItems(Tag.WaveformSequence, group, group.copy()));
    }

    private byte[] damaged(byte[] original) {
        byte[] bytes = original.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && bytes.length > 8; i++) {
            bytes = damagedOnce(bytes);
        }
        return bytes;
    }

    private byte[] damagedOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length - 4);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                return spliced(bytes, at, at, TestSamples.latin1(PIECES.get(random.nextInt(PIECES.size()))));
            }
            case 4 -> {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(64));
                return spliced(bytes, at, to, new byte[0]);
            }
            default -> {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(64));
                return spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] result = new byte[bytes.length - (to - from) + piece.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }
}
