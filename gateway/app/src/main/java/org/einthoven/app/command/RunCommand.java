package org.einthoven.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.einthoven.app.Gateway;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code einthoven run}: the gateway, until SIGTERM. */
@Command(
        name = "run",
        description = "Runs the gateway. SIGTERM drains it and ends it with status 0.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "DIR", description = "holds einthoven.yaml and routes/, each optional")
    private @Nullable Path folder;

    @Option(
            names = "--rebuild-ledger",
            description =
                    "read every original again whose ECG the ledger does not know; an empty ledger needs no option")
    private boolean rebuild;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, System.getenv());
        Gateway gateway = Gateway.start(configuration);
        spec.commandLine().getOut().println(Service.readyLine(gateway, configuration));
        spec.commandLine().getOut().flush();
        if (rebuild) {
            gateway.rebuildLedger();
        }
        Service.untilStopped(gateway);
        return 0;
    }
}
