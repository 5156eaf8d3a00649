package org.einthoven.tests;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.einthoven.tests.processes.Ports;

/** The second receiver: a HAPI FHIR server on PostgreSQL, either of which can be killed and started again. */
final class Hospital implements AutoCloseable {
    private static final String DATABASE = "hospital";

    private final PostgresProcess postgres;
    private final int port = Ports.free();
    private FhirServerProcess server;

    private Hospital(PostgresProcess postgres) {
        this.postgres = postgres;
    }

    static Hospital start(Path folder) throws IOException, SQLException {
        Hospital hospital = new Hospital(PostgresProcess.start(folder));
        hospital.postgres.createDatabase(DATABASE);
        hospital.startServer();
        return hospital;
    }

    private void startServer() throws IOException {
        server = FhirServerProcess.start(port, postgres.jdbcUrl(DATABASE));
    }

    URI address() {
        return server.address();
    }

    PostgresProcess postgres() {
        return postgres;
    }

    Victim server() {
        return Victim.of("fhir-server", () -> server.kill(), this::startServer);
    }

    Victim database() {
        return Victim.of("postgresql", postgres::kill, postgres::start);
    }

    @Override
    public void close() throws IOException {
        try (postgres) {
            server.close();
        }
    }
}
