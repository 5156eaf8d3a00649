package org.einthoven.dicom.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses with the same beginning, as CIDR (RFC 4632, RFC 4291 2.3) writes them.
 *
 * @param prefixLength how many bits of the address count: 0 to 32, or to 128 for IPv6
 */
public record AddressRange(InetAddress address, int prefixLength) {

    /** Numbers only: a name would be looked up, and mean another address tomorrow. */
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public AddressRange {
        if (prefixLength < 0 || prefixLength > 8 * address.getAddress().length) {
            throw new IllegalArgumentException("a prefix of " + prefixLength + " bits does not fit " + address);
        }
    }

    /**
     * Reads {@code 10.1.0.0/16}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException for anything else, as a host's name
     */
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            if (parts.length > 2 || !NUMERIC.matcher(parts[0]).matches() || isShort(parts[0])) {
                throw new NumberFormatException();
            }
            InetAddress address = InetAddress.getByName(parts[0]);
            int all = 8 * address.getAddress().length;
            return new AddressRange(address, parts.length == 1 ? all : Integer.parseInt(parts[1]));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "an address is written 10.1.2.3, 10.1.0.0/16 or fd00::/8, not '" + text + "'", e);
        }
    }

    /** Java reads "10.1" as 10.0.0.1. */
    private static boolean isShort(String address) {
        return address.indexOf(':') < 0 && address.split("\\.", -1).length != 4;
    }

    public boolean contains(InetAddress candidate) {
        byte[] own = address.getAddress();
        byte[] other = candidate.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }
}
