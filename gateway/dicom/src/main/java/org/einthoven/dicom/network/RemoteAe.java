package org.einthoven.dicom.network;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A peer: its AE title and where it listens.
 *
 * @param port 1 to 65535
 */
public record RemoteAe(String aeTitle, String host, int port) {

    private static final Pattern TEXT =
            Pattern.compile("(?<title>[^@]+)@(?:\\[(?<v6>[^]]+)]|(?<host>[^:]+)):(?<port>\\d{1,5})");

    public RemoteAe {
        aeTitle = AeTitle.valid(aeTitle);
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host of the remote AE " + aeTitle + " is empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }

    /**
     * Reads {@code AETITLE@HOST:PORT}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static RemoteAe parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a remote AE is written AETITLE@HOST:PORT, not '" + text + "'");
        }
        String host = matcher.group("v6") != null ? matcher.group("v6") : matcher.group("host");
        return new RemoteAe(matcher.group("title"), host, Integer.parseInt(matcher.group("port")));
    }

    @Override
    public String toString() {
        return aeTitle + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
