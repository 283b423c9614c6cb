package io.memberport.cli.export;

import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.export.drift.Drift;
import io.memberport.export.drift.DriftKind;
import io.memberport.export.drift.VariableChange;
import io.memberport.model.ProfileVariable;
import io.memberport.port.SinkOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has changed in the variables since a target's last commit, as the user sees it. */
record DriftReport(Drift drift) {

    /** As many as a person reads; the JSON has them all. */
    private static final int MOST_SHOWN = 20;

    /** Lines to follow that of the target; none if there is nothing to say. */
    List<String> lines() {
        if (!drift.basis().isKnown()) {
            return List.of("What has changed in the variables since its last commit is not known: " + reason() + ".");
        }
        List<VariableChange> changes = drift.changes();
        if (changes.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(Printable.count(changes.size(), "variable has", "variables have") + " changed since its last commit ("
                + counts() + "):");
        changes.stream()
                .limit(MOST_SHOWN)
                .forEach(change -> lines.add("  " + Printable.text(change.words(change.kinds()))));
        if (changes.size() > MOST_SHOWN) {
            lines.add("  and " + (changes.size() - MOST_SHOWN) + " more; --output json has them all");
        }
        return lines;
    }

    private String reason() {
        return switch (drift.basis()) {
            case LAST_COMMIT, NOTHING -> throw new IllegalStateException("known");
            case NOT_KEPT -> "the target does not say which it had";
            case OTHER_RULES -> "other privacy rules applied";
            case TOO_MANY -> "there are too many of them";
        };
    }

    private String counts() {
        return Arrays.stream(DriftKind.values())
                .filter(kind -> !drift.changes(kind).isEmpty())
                .map(kind -> drift.changes(kind).size() + " " + SinkOption.wireName(kind))
                .collect(Collectors.joining(", "));
    }

    JsonObject json() {
        return new JsonObject()
                .with("basis", SinkOption.wireName(drift.basis()))
                .with(
                        "changes",
                        drift.basis().isKnown()
                                ? drift.changes().stream()
                                        .map(DriftReport::json)
                                        .toList()
                                : null);
    }

    private static JsonObject json(VariableChange change) {
        return new JsonObject()
                .with("id", change.id())
                .with(
                        "kinds",
                        change.kinds().stream()
                                .sorted()
                                .map(SinkOption::wireName)
                                .toList())
                .with("before", json(change.before()))
                .with("after", json(change.after()));
    }

    private static @Nullable JsonObject json(@Nullable ProfileVariable variable) {
        return variable == null
                ? null
                : new JsonObject()
                        .with("name", variable.name())
                        .with("dataType", variable.dataTypeName())
                        .with("isSensitive", variable.sensitivity().isSensitive());
    }
}
