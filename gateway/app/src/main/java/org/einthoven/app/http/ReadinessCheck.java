package org.einthoven.app.http;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must be in order before ECGs are taken.
 *
 * @param name what it is, as /health/ready lists it: "broker", "encoder"
 * @param problem answers null when it is in order, else one sentence without patient data
 */
public record ReadinessCheck(String name, Callable<@Nullable String> problem) {
    public ReadinessCheck {
        Objects.requireNonNull(name);
        Objects.requireNonNull(problem);
    }
}
