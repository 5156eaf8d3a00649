package org.einthoven.tests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What a broken cart, a wrong client or an attacker sends to the DICOM port. */
final class BadDicom {
    private BadDicom() {}

    /** Data sets, announced as a 12-lead ECG in Explicit VR Little Endian, that are none. */
    static Map<String, byte[]> dataSets() throws IOException {
        byte[] file = Files.readAllBytes(Samples.MORTARA);
        int begin = dataSetOffset(file);
        byte[] dataSet = Arrays.copyOfRange(file, begin, file.length);
        Map<String, byte[]> bad = new LinkedHashMap<>();
        for (int length : new int[] {1, 7, 11, 133, 1001, dataSet.length / 2, dataSet.length - 3}) {
            bad.put("a data set cut after " + length + " bytes", Arrays.copyOf(dataSet, length));
        }
        bad.put("no data set", new byte[0]);
        bad.put("random bytes", random(5000));
        bad.put("random short bytes", random(16));
        bad.put("XML", "<?xml version=\"1.0\"?><AnnotatedECG/>".getBytes(StandardCharsets.UTF_8));
        bad.put("JSON", "{\"resourceType\":\"Observation\"}".getBytes(StandardCharsets.UTF_8));
        bad.put("zeros", new byte[4096]);
        bad.put("ones", filled(4096, (byte) 0xFF));
        bad.put("2 GB declared in OW", element(0x5400, 0x1010, "OW", 0x7FFFFFF0L));
        bad.put("4 GB declared in UN", element(0x0009, 0x1010, "UN", 0xFFFFFFFEL));
        bad.put("2 GB declared in a sequence", element(0x5400, 0x0100, "SQ", 0x7FFFFFF0L));
        bad.put("an endless sequence", element(0x5400, 0x0100, "SQ", 0xFFFFFFFFL));
        bad.put("10 000 sequences in each other", nested(10_000));
        bad.put("a VR that does not exist", element(0x0008, 0x0016, "QQ", 4));
        bad.put("tags in no order", Arrays.copyOfRange(dataSet, dataSet.length / 3, dataSet.length));
        return bad;
    }

    /** What is no DICOM upper layer at all. */
    static Map<String, byte[]> streams() {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("nothing", new byte[0]);
        bad.put("HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        bad.put("a TLS client hello", new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
        bad.put("MLLP", "\u000bMSH|^~\\&|A|B\r\u001c\r".getBytes(StandardCharsets.US_ASCII));
        bad.put("random bytes", random(2000));
        bad.put("an association request of 4 GB", new byte[] {1, 0, -1, -1, -1, -1, 0, 1});
        bad.put("half an association request", new byte[] {1, 0, 0, 0, 0, -56, 0, 1, 0, 0, 'E', 'I'});
        bad.put("data before an association", new byte[] {4, 0, 0, 0, 0, 6, 0, 0, 0, 2, 1, 3});
        bad.put("a release before an association", new byte[] {5, 0, 0, 0, 0, 4, 0, 0, 0, 0});
        bad.put("a PDU type that does not exist", new byte[] {(byte) 0x99, 0, 0, 0, 0, 4, 0, 0, 0, 0});
        return bad;
    }

    /** Preamble, DICM, and the file meta group as its group length says (PS3.10 section 7.1). */
    private static int dataSetOffset(byte[] file) {
        int groupLength = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
        return 144 + groupLength;
    }

    private static byte[] element(int group, int number, String vr, long length) {
        ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) group).putShort((short) number).put(vr.getBytes(StandardCharsets.US_ASCII));
        bytes.putShort((short) 0).putInt((int) length);
        return bytes.array();
    }

    private static byte[] nested(int depth) {
        ByteBuffer bytes = ByteBuffer.allocate(depth * 20).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < depth; i++) {
            bytes.put(Arrays.copyOf(element(0x5400, 0x0100, "SQ", 0xFFFFFFFFL), 12));
            bytes.putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(-1);
        }
        return bytes.array();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(20261122).nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
