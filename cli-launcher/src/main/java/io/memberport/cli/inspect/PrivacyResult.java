package io.memberport.cli.inspect;

import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.export.FileInspection;
import io.memberport.model.ProfileVariable;
import io.memberport.port.SinkOption;
import io.memberport.privacy.PrivacyPolicy;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the policies for personal data do to each variable of an export file, and why. */
record PrivacyResult(FileInspection inspection, PrivacyPolicies policies) implements CommandResult {

    private static final String ALL = "all targets";
    private static final String ALL_OTHERS = "all other targets";
    private static final String ROW = "%-8s  %-9s  %-10s  %-36s  %s%n";

    @Override
    public void text(PrintStream out) {
        byTarget().forEach((targets, policy) -> {
            out.println(Printable.text(targets) + ": policy " + fingerprint(policy));
            out.printf(ROW, "ACTION", "SENSITIVE", "TYPE", "NAME", "WHY");
            inspection.variables().keySet().forEach(variable -> print(variable, policy.decide(variable), out));
            out.println();
        });
    }

    private Map<String, PrivacyPolicy> byTarget() {
        Map<String, PrivacyPolicy> all = new LinkedHashMap<>(policies.named());
        all.put(all.isEmpty() ? ALL : ALL_OTHERS, policies.common());
        return all;
    }

    private static String fingerprint(PrivacyPolicy policy) {
        String fingerprint = policy.fingerprint();
        return fingerprint == null ? "none, everything is written as it is" : fingerprint;
    }

    private static void print(ProfileVariable variable, PrivacyPolicy.Decision decision, PrintStream out) {
        out.printf(
                Locale.ROOT,
                ROW,
                SinkOption.wireName(decision.action()),
                InspectionResult.word(variable.sensitivity()),
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
                        byTarget().entrySet().stream()
                                .map(entry -> json(entry.getKey(), entry.getValue()))
                                .toList());
    }

    private JsonObject json(String targets, PrivacyPolicy policy) {
        List<JsonObject> variables = inspection.variables().keySet().stream()
                .map(variable -> json(variable, policy.decide(variable)))
                .toList();
        return new JsonObject()
                .with("targets", targets)
                .with("policy", policy.fingerprint())
                .with("variables", variables);
    }

    private static JsonObject json(ProfileVariable variable, PrivacyPolicy.Decision decision) {
        return new JsonObject()
                .with("id", variable.id())
                .with("name", variable.name())
                .with("dataType", variable.dataTypeName())
                .with("sensitive", InspectionResult.word(variable.sensitivity()))
                .with("action", SinkOption.wireName(decision.action()))
                .with("reason", decision.reason());
    }
}
