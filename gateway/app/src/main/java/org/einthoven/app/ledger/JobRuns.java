package org.einthoven.app.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the jobs did, one row a run. */
public final class JobRuns {
    /** How a run ends that saw everything. */
    public static final String DONE = "done";

    private final Ledger ledger;

    JobRuns(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Notes that a run begins; its number. */
    public long begin(String job, String subject) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> handle.createQuery("insert into job_run (job, subject, node, started_at)"
                        + " values (:job, :subject, :node, :now) returning sequence")
                .bind("job", job)
                .bind("subject", subject)
                .bind("node", ledger.node())
                .bind("now", now)
                .mapTo(Long.class)
                .one());
    }

    /** Notes how a run ended. */
    public void end(long run, JobRun.Tally tally, String outcome) throws LedgerException {
        long now = ledger.clock().millis();
        ledger.write(handle -> handle.createUpdate("update job_run set ended_at = :now, compared = :compared,"
                        + " missing = :missing, mended = :mended, outcome = :outcome where sequence = :run")
                .bind("now", now)
                .bind("compared", tally.compared())
                .bind("missing", tally.missing())
                .bind("mended", tally.mended())
                .bind("outcome", outcome)
                .bind("run", run)
                .execute());
    }

    /** The newest run of a job on a subject. */
    public Optional<JobRun> last(String job, String subject) throws LedgerException {
        return ledger.read(handle -> handle.createQuery(
                        "select * from job_run where job = :job and subject = :subject order by sequence desc limit 1")
                .bind("job", job)
                .bind("subject", subject)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The newest runs of all jobs, the newest first. */
    public List<JobRun> list(int atMost) throws LedgerException {
        return ledger.read(handle -> handle.createQuery("select * from job_run order by sequence desc limit :most")
                .bind("most", atMost)
                .map((row, context) -> run(row))
                .list());
    }

    /** Removes runs that began before this, but for the newest of each job and subject. */
    static int removeBefore(Handle handle, long time) {
        return handle.createUpdate("delete from job_run where started_at < :time and sequence not in"
                        + " (select max(sequence) from job_run group by job, subject)")
                .bind("time", time)
                .execute();
    }

    private static JobRun run(ResultSet row) throws SQLException {
        return new JobRun(
                row.getLong("sequence"),
                row.getString("job"),
                row.getString("subject"),
                row.getString("node"),
                Objects.requireNonNull(Tables.time(row, "started_at")),
                Tables.time(row, "ended_at"),
                new JobRun.Tally(row.getLong("compared"), row.getLong("missing"), row.getLong("mended")),
                row.getString("outcome"));
    }
}
