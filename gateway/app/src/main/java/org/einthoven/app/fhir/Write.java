package org.einthoven.app.fhir;

import java.util.Objects;
import org.hl7.fhir.r4.model.Resource;

/**
 * One resource to be written under its own id.
 *
 * @param condition what must hold of the version that is there
 */
public record Write(ResourceContent content, Condition condition) {
    public Write {
        Objects.requireNonNull(content);
        Objects.requireNonNull(condition);
    }

    /** @param resource has a logical id */
    public Write(Resource resource, Condition condition) {
        this(ResourceContent.of(resource), condition);
    }

    String type() {
        return content.type();
    }

    String id() {
        return content.id();
    }

    /** What must hold of the version that is there, else nothing at all is written. */
    public sealed interface Condition {
        /** Whatever is there. */
        Condition NONE = new None();

        /** Nothing may be there (If-None-Match: *). */
        Condition ABSENT = new Absent();

        /** Nothing, or the same content, may be there: for clients that bring no version. */
        Condition ABSENT_OR_SAME = new AbsentOrSame();

        /** That version must be there (If-Match). */
        static Condition version(long version) {
            return new Version(version);
        }
    }

    record None() implements Condition {}

    record Absent() implements Condition {}

    record AbsentOrSame() implements Condition {}

    record Version(long version) implements Condition {}
}
