package io.memberport.cli.export;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportResult;
import io.memberport.export.TargetResult;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberChanges;
import io.memberport.model.PrivacyAction;
import io.memberport.port.SinkOption;
import io.memberport.port.ValueAdjustments;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run that writes members has to report; filled during the run, so that a failed run reports what it knew. */
public final class RunReport implements CommandResult {

    private static final Map<PrivacyAction, String> PAST = Map.of(
            PrivacyAction.DROP, "dropped",
            PrivacyAction.MASK, "masked",
            PrivacyAction.HASH, "hashed");

    // Read by another thread if a job does not end.
    private volatile @Nullable String batchId;
    private @Nullable Instant since;
    private @Nullable ExportMetadata metadata;
    private List<TargetResult> targets = List.of();
    private int unprotected;
    private @Nullable Failure failure;

    /** The batch is known. */
    void batch(String id) {
        batchId = id;
    }

    /** The batch, as soon as it is known. */
    Optional<String> batch() {
        return Optional.ofNullable(batchId);
    }

    /** The export was started from an instant; null for a full one. */
    void startedFrom(@Nullable Instant instant) {
        since = instant;
    }

    void succeeded(ExportResult result) {
        metadata = result.metadata();
        targets = result.targets();
        unprotected = result.unprotectedVariables();
    }

    /** Why the run failed; empty if it has not. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** What the user should know of personal data that was written without a thought; empty if there was a thought. */
    Optional<String> warning() {
        return unprotected == 0
                ? Optional.empty()
                : Optional.of(Printable.count(unprotected, "variable that is", "variables that are")
                        + " sensitive, or of which the export does not say, went to a target as they are.");
    }

    public RunReport failed(Failure reason) {
        failure = reason;
        if (reason.cause() instanceof TargetsFailedException failed) {
            targets = failed.targets();
            metadata = failed.metadata().orElse(null);
        }
        return this;
    }

    /** {@code written}, {@code already-written} or {@code failed}. */
    public String outcome() {
        if (failure != null) {
            return "failed";
        }
        boolean nothingNew = targets.stream().allMatch(t -> t.outcome() == TargetResult.Outcome.ALREADY_COMMITTED);
        return Printable.outcome(nothingNew ? TargetResult.Outcome.ALREADY_COMMITTED : TargetResult.Outcome.COMMITTED);
    }

    private @Nullable String batchId() {
        if (metadata != null && metadata.batchId() != null) {
            return metadata.batchId();
        }
        return batchId == null && failure != null ? failure.batchId() : batchId;
    }

    /** A failed run says what it has to say on standard error, except where its targets stand. */
    @Override
    public void text(PrintStream out) {
        if (metadata != null) {
            out.println("Export " + Printable.text(String.valueOf(batchId())) + ": "
                    + Printable.count(metadata.members(), "member", "members") + ", "
                    + Printable.count(metadata.values(), "value", "values") + ", "
                    + Printable.bytes(metadata.contentBytes())
                    + (metadata.isFull() ? ", full" : ", changes since " + metadata.sinceDatetime()));
        }
        for (TargetResult target : targets) {
            out.println(line(target));
            drift(target).ifPresent(drift -> drift.lines().forEach(line -> out.println("    " + line)));
        }
        if (metadata != null && metadata.lastSyncDate() != null) {
            out.println("Values as of " + metadata.lastSyncDate()
                    + ", the recommended start of the next incremental export.");
        }
        if (metadata != null && metadata.unrecognisedFields() > 0) {
            out.println(Printable.count(metadata.unrecognisedFields(), "field was", "fields were")
                    + " not recognised and not exported.");
        }
    }

    private static String line(TargetResult target) {
        String rows = target.outcome() == TargetResult.Outcome.COMMITTED
                ? ", " + Printable.count(target.rows(), "row", "rows")
                : "";
        return "  " + Printable.text(target.target()) + ": " + Printable.outcome(target.outcome()) + rows
                + members(target.members()) + adjusted(target.adjustments()) + treated(target.privacy());
    }

    /** Such as: 2 variables dropped (34 values), 1 hashed. */
    private static String treated(@Nullable AppliedPrivacy privacy) {
        if (privacy == null) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (PrivacyAction action : List.of(PrivacyAction.DROP, PrivacyAction.MASK, PrivacyAction.HASH)) {
            long variables = privacy.variables().stream()
                    .filter(one -> one.action() == action)
                    .count();
            if (variables > 0) {
                parts.add(Printable.count(variables, "variable", "variables") + " " + PAST.get(action));
            }
        }
        String dropped = privacy.droppedValues() == 0
                ? ""
                : " (" + Printable.count(privacy.droppedValues(), "value", "values") + " not written)";
        return parts.isEmpty() ? "" : "; " + String.join(", ", parts) + dropped;
    }

    private static Optional<DriftReport> drift(TargetResult target) {
        return Optional.ofNullable(target.drift()).map(DriftReport::new);
    }

    private static String members(MemberChanges members) {
        return counted(members.added(), "member is new", "members are new")
                + counted(members.changed(), "member has changed", "members have changed")
                + counted(members.departed(), "member has left", "members have left");
    }

    private static String counted(@Nullable Long members, String one, String many) {
        return members == null || members == 0 ? "" : ", " + Printable.count(members, one, many);
    }

    private static String adjusted(ValueAdjustments adjustments) {
        List<String> parts = new ArrayList<>();
        addCounted(parts, adjustments.replaced(), "replaced");
        addCounted(parts, adjustments.rounded(), "rounded");
        addCounted(parts, adjustments.untyped(), "as text only");
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static void addCounted(List<String> parts, long values, String what) {
        if (values > 0) {
            parts.add(Printable.count(values, "value", "values") + " " + what);
        }
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .with("batchId", batchId())
                .with("outcome", outcome())
                .with(metadata)
                .with("sinceDatetime", metadata == null ? since : metadata.sinceDatetime())
                .with("targets", targets.stream().map(RunReport::json).toList());
        return failure == null ? json : json.with("error", failure.json());
    }

    private static @Nullable JsonObject json(@Nullable AppliedPrivacy privacy) {
        return privacy == null
                ? null
                : new JsonObject()
                        .with("policy", privacy.fingerprint())
                        .with("droppedValues", privacy.droppedValues())
                        .with(
                                "variables",
                                privacy.variables().stream()
                                        .map(RunReport::json)
                                        .toList());
    }

    private static JsonObject json(AppliedPrivacy.Treated treated) {
        return new JsonObject()
                .with("id", treated.variable().id())
                .with("name", treated.variable().name())
                .with("action", SinkOption.wireName(treated.action()))
                .with("values", treated.values());
    }

    private static JsonObject json(TargetResult target) {
        JsonObject json = new JsonObject()
                .with("target", target.target())
                .with("outcome", Printable.outcome(target.outcome()))
                .with("rows", target.rows())
                .with("replacedValues", target.adjustments().replaced())
                .with("roundedValues", target.adjustments().rounded())
                .with("untypedValues", target.adjustments().untyped())
                .with("newMembers", target.members().added())
                .with("changedMembers", target.members().changed())
                .with("departedMembers", target.members().departed())
                .with("privacy", json(target.privacy()))
                .with("drift", drift(target).map(DriftReport::json).orElse(null));
        MemberportException reason = target.failure();
        return reason == null ? json : json.with("error", Failure.of(reason).json());
    }
}
