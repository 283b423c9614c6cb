package io.memberport.cli.doctor;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all checks of several jobs have found.
 *
 * @param jobs by name
 * @param shared checks of the jobs together
 */
record JobsDiagnosis(Map<String, Diagnosis> jobs, List<Check> shared) implements CommandResult {

    static final String JOBS = "jobs";

    /** All checks, as if they were of one job. */
    Diagnosis whole() {
        List<Check> all = Stream.concat(
                        jobs.values().stream().flatMap(diagnosis -> diagnosis.checks().stream()), shared.stream())
                .toList();
        return new Diagnosis(List.of(), all, null);
    }

    @Override
    public void text(PrintStream out) {
        jobs.forEach((name, diagnosis) -> {
            out.println("Job " + name);
            out.println();
            diagnosis.text(out);
            out.println();
        });
        out.println("All jobs");
        shared.forEach(check -> Diagnosis.print(check, out));
        out.println();
        out.println(whole().summary());
    }

    @Override
    public JsonObject json() {
        List<JsonObject> each = jobs.entrySet().stream()
                .map(job -> new JsonObject()
                        .with("job", job.getKey())
                        .with(job.getValue().json()))
                .toList();
        return new JsonObject()
                .with("outcome", whole().outcome().word())
                .with("jobs", each)
                .with("checks", shared.stream().map(Check::json).toList());
    }
}
