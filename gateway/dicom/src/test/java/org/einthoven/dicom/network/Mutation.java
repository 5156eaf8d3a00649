package org.einthoven.dicom.network;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages what a peer says: its bytes, its lengths, and the order of its PDUs. */
final class Mutation {

    private static final int[] LENGTHS = {
        0, 1, 2, 3, 5, 0xFF, 0x0101, 0xFFFE, 0xFFFF, 0x20001, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF
    };

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** All PDUs in a row, damaged up to three times; a fifth are left as they were. */
    byte[] of(List<byte[]> pdus) {
        List<byte[]> damaged = new ArrayList<>(pdus);
        int times = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            once(damaged);
        }
        byte[] all = RawPeer.join(damaged.toArray(byte[][]::new));
        return times > 0 && random.nextInt(6) == 0 ? Arrays.copyOf(all, random.nextInt(all.length + 1)) : all;
    }

    private void once(List<byte[]> pdus) {
        if (pdus.isEmpty()) {
            pdus.add(noise());
            return;
        }
        int at = random.nextInt(pdus.size());
        switch (random.nextInt(10)) {
            case 0 -> pdus.remove(at);
            case 1 -> pdus.add(at, pdus.get(random.nextInt(pdus.size())));
            case 2 -> pdus.add(random.nextInt(pdus.size()), pdus.remove(at));
            case 3 -> pdus.add(at, noise());
            default -> pdus.set(at, bytes(pdus.get(at).clone()));
        }
    }

    private byte[] noise() {
        byte[] body = new byte[random.nextInt(80)];
        random.nextBytes(body);
        return RawPeer.pdu(random.nextInt(10), body);
    }

    private byte[] bytes(byte[] pdu) {
        if (pdu.length < 8) {
            return pdu;
        }
        // Half of it where the headers are.
        int at = random.nextInt(random.nextBoolean() ? Math.min(pdu.length, 30) : pdu.length);
        switch (random.nextInt(5)) {
            case 0 -> pdu[at] = (byte) random.nextInt(256);
            case 1 -> pdu[at] ^= (byte) (1 << random.nextInt(8));
            case 2 ->
                ByteBuffer.wrap(pdu).putInt(Math.min(at, pdu.length - 4), LENGTHS[random.nextInt(LENGTHS.length)]);
            case 3 ->
                ByteBuffer.wrap(pdu)
                        .putShort(Math.min(at, pdu.length - 2), (short) LENGTHS[random.nextInt(LENGTHS.length)]);
            default -> {
                return moved(pdu, at);
            }
        }
        return pdu;
    }

    /** A piece taken out or put in twice, with the PDU's length mended, so that what lies within is wrong. */
    private byte[] moved(byte[] pdu, int at) {
        int length = Math.min(1 + random.nextInt(16), pdu.length - at);
        byte[] piece = Arrays.copyOfRange(pdu, at, at + length);
        byte[] before = Arrays.copyOf(pdu, at);
        byte[] after = Arrays.copyOfRange(pdu, at + length, pdu.length);
        byte[] result = random.nextBoolean() ? RawPeer.join(before, after) : RawPeer.join(before, piece, piece, after);
        if (result.length >= 6) {
            ByteBuffer.wrap(result).putInt(2, result.length - 6);
        }
        return result;
    }
}
