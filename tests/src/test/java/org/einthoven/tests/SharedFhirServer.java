package org.einthoven.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One FHIR server, for all classes that take it as a parameter: it needs some 20 s of two cores to start. Others' reports
 * are there as well, so nobody counts them all, and nobody kills it.
 */
public final class SharedFhirServer implements ParameterResolver {
    /** Ends with the last test of the JVM. */
    private record Started(FhirServerProcess server) implements ExtensionContext.Store.CloseableResource {
        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FhirServerProcess.class;
    }

    @Override
    public FhirServerProcess resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedFhirServer.class))
                .getOrComputeIfAbsent(Started.class, key -> start(), Started.class)
                .server();
    }

    private static Started start() {
        try {
            return new Started(FhirServerProcess.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
