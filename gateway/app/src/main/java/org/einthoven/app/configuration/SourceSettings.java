package org.einthoven.app.configuration;

import java.time.ZoneId;
import java.util.Objects;

/**
 * What is known of a sender.
 *
 * @param aeTitle its calling AE title
 * @param timeZone in which its local times are meant
 */
public record SourceSettings(String aeTitle, ZoneId timeZone) {
    public SourceSettings {
        Objects.requireNonNull(aeTitle);
        Objects.requireNonNull(timeZone);
    }
}
