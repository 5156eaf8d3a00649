package org.einthoven.tests.fhirserver;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.einthoven.tests.processes.ServerProcess;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * A HAPI JPA FHIR R4 server on loopback. Arguments: the port (0 for any), and a JDBC address of H2 or PostgreSQL
 * (H2 in memory without).
 * Prints "READY http://127.0.0.1:port/fhir" once it answers, and ends when its standard input ends, so that it never
 * outlives the test that started it.
 */
public final class FhirServerMain {
    private FhirServerMain() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        if (arguments.length > 1) {
            System.setProperty(FhirServerConfiguration.DATABASE, arguments[1]);
        }
        try (AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext()) {
            beans.setAllowBeanDefinitionOverriding(true);
            beans.register(FhirServerConfiguration.class);
            beans.refresh();
            Server server = start(beans, port);
            int actual = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
            System.out.println(ServerProcess.READY + " http://127.0.0.1:" + actual + "/fhir");
            waitForEnd(System.in);
            server.stop();
        }
        // Some of the server's threads are no daemons.
        System.exit(0);
    }

    private static Server start(AnnotationConfigApplicationContext beans, int port) throws Exception {
        RestfulServer fhir = new RestfulServer(beans.getBean(FhirContext.class));
        fhir.registerProviders(beans.getBean("myResourceProvidersR4", ResourceProviderFactory.class)
                .createProviders());
        fhir.registerProvider(beans.getBean(JpaSystemProvider.class));
        fhir.setPagingProvider(beans.getBean(DatabaseBackedPagingProvider.class));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(fhir);
        holder.setInitOrder(1);
        context.addServlet(holder, "/fhir/*");
        server.setHandler(context);
        server.start();
        return server;
    }

    private static void waitForEnd(InputStream input) throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
    }
}
