package org.einthoven.app.job;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.einthoven.app.http.Mount;

/** POST /api/rebuild: has every original read whose ECG the ledger does not know; 202 when that is noted. */
public final class RebuildServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Upkeep upkeep;

    private RebuildServlet(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    /** Where it stands. */
    public static Mount mount(Upkeep upkeep) {
        return Mount.guarded("/api/rebuild", new RebuildServlet(upkeep));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        upkeep.rebuildLedger();
        response.setStatus(202);
        response.setContentType("application/json");
        response.getOutputStream().write("{\"state\":\"noted\"}".getBytes(StandardCharsets.UTF_8));
    }
}
