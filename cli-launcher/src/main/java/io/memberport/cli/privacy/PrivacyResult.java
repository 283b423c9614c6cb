package io.memberport.cli.privacy;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.export.FileInspection;
import io.memberport.model.ProfileVariable;
import io.memberport.port.SinkOption;
import io.memberport.privacy.PrivacyPolicy;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the policies for personal data do to each variable of an export file, and why. */
public record PrivacyResult(FileInspection inspection, PrivacyPolicies policies) implements CommandResult {

    private static final String ROW = "%-8s  %-9s  %-10s  %-36s  %s%n";

    @Override
    public void text(PrintStream out) {
        policies.shown().forEach((targets, policy) -> {
            out.println(Printable.text(targets) + ": policy " + fingerprint(policy));
            out.printf(ROW, "ACTION", "SENSITIVE", "TYPE", "NAME", "WHY");
            inspection.variables().keySet().forEach(variable -> print(variable, policy.decide(variable), out));
            Set<String> missing = policy.missing(inspection.variables().keySet());
            if (!missing.isEmpty()) {
                out.println("Rules for variables that the file does not have: "
                        + Printable.text(String.join(", ", missing)));
            }
            out.println();
        });
    }

    private String fingerprint(PrivacyPolicy policy) {
        if (policy.keepsAll()) {
            return "none, everything is written as it is";
        }
        return policies.hasKey() || !policy.hashes()
                ? String.valueOf(policy.fingerprint())
                : "unknown without the hash key";
    }

    private static void print(ProfileVariable variable, PrivacyPolicy.Decision decision, PrintStream out) {
        out.printf(
                Locale.ROOT,
                ROW,
                SinkOption.wireName(decision.action()),
                variable.sensitivity().word(),
                Printable.text(String.valueOf(variable.dataTypeName())),
                Printable.text(String.valueOf(variable.name())),
                Printable.text(decision.reason()));
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .with("batchId", inspection.metadata().batchId())
                .with(
                        "policies",
                        policies.shown().entrySet().stream()
                                .map(entry -> json(entry.getKey(), entry.getValue()))
                                .toList());
    }

    private JsonObject json(String targets, PrivacyPolicy policy) {
        List<JsonObject> variables = inspection.variables().keySet().stream()
                .map(variable -> json(variable, policy.decide(variable)))
                .toList();
        return new JsonObject()
                .with("targets", targets)
                .with("policy", policies.hasKey() || !policy.hashes() ? policy.fingerprint() : null)
                .with(
                        "missing",
                        List.copyOf(policy.missing(inspection.variables().keySet())))
                .with("variables", variables);
    }

    private static JsonObject json(ProfileVariable variable, PrivacyPolicy.Decision decision) {
        return new JsonObject()
                .with("id", variable.id())
                .with("name", variable.name())
                .with("dataType", variable.dataTypeName())
                .with("sensitive", variable.sensitivity().word())
                .with("action", SinkOption.wireName(decision.action()))
                .with("reason", decision.reason());
    }
}
