package org.einthoven.dicom.network;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who may open associations: an AE title, from wherever or from some addresses only. A title alone is no proof of
 * anything, as every peer can say any title.
 *
 * @param aeTitle the calling AE title; null for any
 * @param addresses where it may come from; null for everywhere
 */
public record AllowedCaller(
        @Nullable String aeTitle, @Nullable AddressRange addresses) {

    private static final String ANY = "*";

    public AllowedCaller {
        aeTitle = aeTitle == null ? null : AeTitle.valid(aeTitle);
    }

    /**
     * Reads {@code CART1}, {@code CART1@10.1.2.3}, {@code CART1@10.1.0.0/16} or {@code *@10.1.0.0/16}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static AllowedCaller parse(String text) {
        int at = text.lastIndexOf('@');
        String title = (at < 0 ? text : text.substring(0, at)).strip();
        AddressRange addresses = at < 0 ? null : AddressRange.parse(text.substring(at + 1));
        if (title.equals(ANY) && addresses == null) {
            throw new IllegalArgumentException("'*' allows any AE title and needs addresses, as in *@10.1.0.0/16");
        }
        return new AllowedCaller(title.equals(ANY) ? null : title, addresses);
    }

    boolean allows(String callingAeTitle, InetAddress from) {
        return (aeTitle == null || aeTitle.equals(callingAeTitle)) && mayComeFrom(from);
    }

    boolean mayComeFrom(InetAddress from) {
        return addresses == null || addresses.contains(from);
    }

    @Override
    public String toString() {
        return (aeTitle == null ? ANY : aeTitle) + (addresses == null ? "" : "@" + addresses);
    }
}
