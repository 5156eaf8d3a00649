package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Prints the ECGs that a filter means, page by page, and says on standard error how far it is. */
final class EcgListing {
    private static final int PAGE = 1000;

    private final GatewayApi gateway;
    private final CommandLine command;
    private final boolean json;

    EcgListing(GatewayApi gateway, CommandLine command, boolean json) {
        this.gateway = gateway;
        this.command = command;
        this.json = json;
    }

    /** @param most after so many ECGs it ends and says so */
    void print(Map<String, String> filter, int most) throws CommandFailure, InterruptedException {
        long after = 0;
        int shown = 0;
        do {
            Map<String, String> parameters = new TreeMap<>(filter);
            parameters.put("after", String.valueOf(after));
            parameters.put("limit", String.valueOf(Math.min(PAGE, most - shown)));
            JsonNode page = gateway.get("/ecgs", parameters);
            page((ArrayNode) page.withArray("ecgs"), shown == 0);
            shown += page.path("ecgs").size();
            after = page.path("next").asLong(-1);
            progress(shown, after >= 0);
        } while (after >= 0 && shown < most);
        boolean cut = after >= 0 && isMoreAfter(after, filter);
        if (!json) {
            command.getOut().println(shown + (cut ? " ECGs, and more: --limit, or filter" : " ECGs"));
        } else if (cut) {
            command.getErr().println("einthoven: these are the first " + shown + " ECGs of more: --limit, or filter");
            command.getErr().flush();
        }
        command.getOut().flush();
    }

    /** A page that is full may be the last. */
    private boolean isMoreAfter(long after, Map<String, String> filter) throws CommandFailure, InterruptedException {
        Map<String, String> parameters = new TreeMap<>(filter);
        parameters.put("after", String.valueOf(after));
        parameters.put("limit", "1");
        return !gateway.get("/ecgs", parameters).path("ecgs").isEmpty();
    }

    /** JSON comes as one object a line, so that a listing of any length can be read as it comes. */
    private void page(ArrayNode ecgs, boolean first) {
        PrintWriter out = command.getOut();
        if (json) {
            ecgs.forEach(ecg -> out.println(ecg.toString()));
            return;
        }
        List<JsonNode> rows = new ArrayList<>();
        ecgs.forEach(rows::add);
        List<String> lines = EcgWords.table(rows);
        lines.subList(first ? 0 : 1, lines.size()).forEach(out::println);
    }

    private void progress(int shown, boolean more) {
        if (more && shown >= PAGE) {
            command.getErr().println("einthoven: " + shown + " ECGs so far");
            command.getErr().flush();
        }
    }
}
