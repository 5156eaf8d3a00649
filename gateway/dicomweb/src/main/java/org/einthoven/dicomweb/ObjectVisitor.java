package org.einthoven.dicomweb;

import java.io.IOException;
import java.nio.file.Path;

/** Takes retrieved objects one by one. */
@FunctionalInterface
public interface ObjectVisitor {
    /** Takes a whole Part 10 file, which is the visitor's to move; where it still lies there afterwards, it is removed. */
    void visit(Path file) throws IOException;
}
