package org.einthoven.app.configuration;

/**
 * When the gateway takes nothing more for a while.
 *
 * @param maxWaiting how many received ECGs may wait to be read; at 171 ECGs/s the default is ten minutes of backlog
 * @param minimumFreeMegabytes how much must be free (MiB) on the disks of the data and of the objects; the default is
 *     room for some 4,000 ECGs of 120 KiB, ten seconds at the rate of 400/s: time for what is under way to end
 */
public record IntakeSettings(int maxWaiting, int minimumFreeMegabytes) {
    public static final IntakeSettings DEFAULT = new IntakeSettings(100_000, 512);

    public IntakeSettings {
        if (maxWaiting < 1 || minimumFreeMegabytes < 0) {
            throw new IllegalArgumentException("at least one ECG may wait, and free space is not negative");
        }
    }
}
