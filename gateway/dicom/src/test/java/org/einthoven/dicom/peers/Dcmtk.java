package org.einthoven.dicom.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line tools of dcmtk. */
public final class Dcmtk {

    private final Path folder;

    /** @param folder for the logs of the tools */
    public Dcmtk(Path folder) {
        PeerProcess.require("storescu");
        PeerProcess.require("dcmsend");
        PeerProcess.require("storescp");
        this.folder = folder;
    }

    /** What a tool printed, and how it ended. */
    public record Result(int status, String output) {}

    /** Runs a tool to its end. */
    public Result run(String tool, String... arguments) throws IOException {
        try (PeerProcess process = start(tool, arguments)) {
            int status = process.await();
            return new Result(status, process.output());
        }
    }

    /** Starts a tool. */
    public PeerProcess start(String tool, String... arguments) throws IOException {
        return PeerProcess.start(newLog(tool), command(tool, List.of(arguments)));
    }

    /**
     * Starts a storage provider that accepts every storage class and writes what it receives, bit for bit, into a folder.
     *
     * @param options further ones, such as {@code +xi} for Implicit Little Endian only
     */
    public PeerProcess storescp(int port, Path received, String... options) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-v", "-pm", "+B", "-aet", "STORESCP", "-od", received.toString()));
        arguments.addAll(List.of(options));
        arguments.add(Integer.toString(port));
        return PeerProcess.start(newLog("storescp"), port, command("storescp", arguments));
    }

    /**
     * Starts an archive that answers C-ECHO, C-STORE, C-FIND, C-MOVE and C-GET, and knows one other AE.
     *
     * @param storage an existing folder, where it keeps its objects
     * @param destination AE title to which it may move objects
     */
    public PeerProcess dcmqrscp(int port, Path storage, String destination, int destinationPort) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("dcmqrscp.cfg"),
                String.format(java.util.Locale.ROOT, """
                        NetworkTCPPort  = %d
                        MaxPDUSize      = 16384
                        MaxAssociations = 16
                        HostTable BEGIN
                        gateway = (%s, localhost, %d)
                        HostTable END
                        VendorTable BEGIN
                        VendorTable END
                        AETable BEGIN
                        ARCHIVE %s RW (500, 1024mb) ANY
                        AETable END
                        """, port, destination, destinationPort, storage));
        return PeerProcess.start(
                newLog("dcmqrscp"), port, command("dcmqrscp", List.of("-v", "-c", configuration.toString())));
    }

    /**
     * Starts a provider of modality worklists, AE title WORKLIST.
     *
     * @param worklists the folder above WORKLIST, which holds a lockfile and the worklist files (*.wl)
     */
    public PeerProcess wlmscpfs(int port, Path worklists) throws IOException {
        return PeerProcess.start(
                newLog("wlmscpfs"),
                port,
                command("wlmscpfs", List.of("-v", "-dfp", worklists.toString(), Integer.toString(port))));
    }

    private Path newLog(String tool) throws IOException {
        return Files.createTempFile(folder, tool, ".log");
    }

    private static List<String> command(String tool, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(PeerProcess.find(tool).orElseThrow().toString());
        command.addAll(arguments);
        return command;
    }
}
