package io.memberport.cli.erase;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.MemberportException;
import io.memberport.export.erasure.ErasureResult;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.SinkOption;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The receipts of all targets. Names no member. */
final class ErasureReport implements CommandResult {

    private List<ErasureResult> results = List.of();
    private int asked;
    private @Nullable Failure failure;

    /** Of so many members. */
    void asked(int members) {
        asked = members;
    }

    void finished(List<ErasureResult> ofTargets) {
        results = ofTargets;
    }

    List<MemberportException> failures() {
        return results.stream()
                .flatMap(result -> Stream.ofNullable(result.failure()))
                .toList();
    }

    ErasureReport failed(Failure reason) {
        failure = reason;
        return this;
    }

    @Override
    public void text(PrintStream out) {
        for (ErasureResult result : results) {
            ErasureReceipt receipt = result.receipt();
            String counts = result.failure() != null
                    ? ""
                    : ": " + receipt.members() + " of " + Printable.count(asked, "member", "members") + ", "
                            + Printable.count(receipt.rows(), "row", "rows")
                            + (receipt.files() == 0 ? "" : ", " + Printable.count(receipt.files(), "file", "files"))
                            + ", in " + Printable.count(receipt.exports(), "export", "exports");
            out.println(Printable.text(result.target()) + ": " + words(result.outcome()) + counts + ", at "
                    + result.time());
            receipt.remains().forEach(remains -> out.println("  Remains: " + Printable.text(remains)));
        }
    }

    private static String words(ErasureResult.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .with("outcome", failure == null ? "done" : "failed")
                .with("askedMembers", asked)
                .with("targets", results.stream().map(ErasureReport::json).toList());
        return failure == null ? json : json.with("error", failure.json());
    }

    private static JsonObject json(ErasureResult result) {
        ErasureReceipt receipt = result.receipt();
        JsonObject json = new JsonObject()
                .with("target", result.target())
                .with("outcome", SinkOption.wireName(result.outcome()))
                .with("time", result.time().toString())
                .with("exports", receipt.exports())
                .with("members", receipt.members())
                .with("rows", receipt.rows())
                .with("files", receipt.files())
                .with("remains", receipt.remains());
        MemberportException reason = result.failure();
        return reason == null ? json : json.with("error", Failure.of(reason).json());
    }
}
