package org.einthoven.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.app.ConfigurationCheck;
import org.einthoven.app.configuration.ConfigurationException;
import org.einthoven.app.configuration.ConfigurationFault;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code einthoven check}: is the configuration right, without starting anything. */
@Command(
        name = "check",
        description = "Checks configuration and routes without starting the gateway: 0 when they are right, with "
                + "a note on what is seldom meant; 2 with every fault as file:line:column: what and what is allowed; "
                + "with --connect 1 when a peer does not answer.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "DIR", description = "holds einthoven.yaml and routes/, each optional")
    private @Nullable Path folder;

    @Option(
            names = "--connect",
            description =
                    "also asks each peer whether it answers: archives by C-ECHO, with TLS where it is configured, "
                            + "or by QIDO-RS, "
                            + "and FHIR servers for their CapabilityStatement; nothing is sent or fetched")
    private boolean connect;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure, IOException {
        Path named = folder;
        if (named != null && !Files.isDirectory(named)) {
            throw CommandFailure.badInput("--config names a folder, which " + named + " is not");
        }
        List<ConfigurationFault> faults = ConfigurationCheck.faults(named, System.getenv());
        if (faults.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            ConfigurationCheck.remarks(named, System.getenv()).forEach(remark -> out.println("note: " + remark));
            out.println("no fault found");
            out.flush();
            return connect && new PeerCheck(configuration(named), out).run() > 0 ? 1 : 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        faults.forEach(err::println);
        err.flush();
        return 2;
    }

    private static GatewayConfiguration configuration(@Nullable Path folder) throws IOException {
        try {
            return GatewayConfiguration.read(folder, System.getenv());
        } catch (ConfigurationException changed) {
            throw new IOException("the configuration was changed while it was checked", changed);
        }
    }
}
