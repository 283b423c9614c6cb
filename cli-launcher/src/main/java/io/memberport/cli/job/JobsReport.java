package io.memberport.cli.job;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import java.io.PrintStream;
import java.util.List;

/**
 * What became of all jobs of a run.
 *
 * @param results one for each, in the order in which the jobs were given
 */
record JobsReport(List<JobResult> results) implements CommandResult {

    /** The highest: 130 after an interruption, whatever else there is. */
    int exitCode() {
        return results.stream().mapToInt(JobResult::exitCode).max().orElseThrow();
    }

    /** A sentence. */
    String summary() {
        long failed = results.stream().filter(JobResult::hasFailed).count();
        String jobs = Printable.count(results.size(), "job", "jobs");
        return failed == 0
                ? "No job of " + results.size() + " failed."
                : failed + " of " + jobs + " failed: exit code " + exitCode() + ".";
    }

    @Override
    public void text(PrintStream out) {
        results.forEach(result -> result.text(out));
        out.println(summary());
    }

    @Override
    public JsonObject json() {
        boolean hasFailed = results.stream().anyMatch(JobResult::hasFailed);
        return new JsonObject()
                .with("outcome", hasFailed ? "failed" : "done")
                .with("exitCode", exitCode())
                .with("jobs", results.stream().map(JobResult::json).toList());
    }
}
