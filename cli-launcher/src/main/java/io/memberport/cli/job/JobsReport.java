package io.memberport.cli.job;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

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
        return hasFailed() ? howMany() + ": exit code " + exitCode() + "." : "No job of " + results.size() + " failed.";
    }

    boolean hasFailed() {
        return results.stream().anyMatch(JobResult::hasFailed);
    }

    /** A sentence on those that have failed, for readers who do not see the rest. */
    String failures() {
        return results.stream()
                .filter(JobResult::hasFailed)
                .map(result -> result.job() + " with exit code " + result.exitCode())
                .collect(Collectors.joining(", ", howMany() + ": ", "."));
    }

    private String howMany() {
        long failed = results.stream().filter(JobResult::hasFailed).count();
        return failed + " of " + Printable.count(results.size(), "job", "jobs") + " failed";
    }

    @Override
    public void text(PrintStream out) {
        results.forEach(result -> result.text(out));
        out.println(summary());
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .with("outcome", hasFailed() ? "failed" : "done")
                .with("exitCode", exitCode())
                .with("jobs", results.stream().map(JobResult::json).toList());
    }
}
