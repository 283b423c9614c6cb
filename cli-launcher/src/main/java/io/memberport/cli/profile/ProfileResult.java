package io.memberport.cli.profile;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import io.memberport.profile.DataDictionary;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.json.ProfileJson;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile in all forms but that of a page.
 *
 * @param comparison with an earlier one; null if none was given
 * @param columns that variables have in targets, by targets and by variables' ids
 * @param page where the page is; null if there is none
 */
record ProfileResult(
        ExportProfile profile,
        @Nullable ProfileComparison comparison,
        Map<String, Map<String, String>> columns,
        @Nullable ProfilePageFile page)
        implements CommandResult {

    @Override
    public void text(PrintStream out) {
        ProfileText text = new ProfileText(profile, out);
        text.summary();
        text.table();
        text.findings();
        if (comparison != null) {
            text.comparison(comparison);
        }
        if (page != null) {
            out.println();
            out.println("The page: " + page.shown());
        }
    }

    @Override
    public void markdown(PrintStream out) {
        out.print(dictionary().markdown());
    }

    @Override
    public void csv(PrintStream out) {
        out.print(dictionary().csv());
    }

    private DataDictionary dictionary() {
        return new DataDictionary(profile, columns);
    }

    @Override
    public JsonObject json() {
        return JsonObject.of(ProfileJson.document(profile, comparison))
                .with(
                        "targets",
                        columns.entrySet().stream()
                                .map(entry -> new JsonObject()
                                        .with("target", entry.getKey())
                                        .with("columns", JsonObject.of(entry.getValue())))
                                .toList())
                .with("page", page == null ? null : page.path());
    }
}
