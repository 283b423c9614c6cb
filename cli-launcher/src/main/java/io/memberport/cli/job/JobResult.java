package io.memberport.cli.job;

import io.memberport.cli.export.RunReport;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.JsonObject;
import java.io.PrintStream;

/**
 * What became of a job.
 *
 * @param job its name
 * @param exitCode what {@code export} would have ended with
 * @param report what {@code export} would have reported
 */
record JobResult(String job, int exitCode, RunReport report) {

    boolean hasFailed() {
        return exitCode != ExitCode.DONE;
    }

    void text(PrintStream out) {
        out.println("Job " + job + ": " + report.outcome() + (hasFailed() ? ", exit code " + exitCode : ""));
        report.text(out);
        out.println();
    }

    JsonObject json() {
        return new JsonObject().with("job", job).with("exitCode", exitCode).with(report.json());
    }
}
