package io.memberport.sink.xlsx;

import io.memberport.encoding.json.PrivacyReport;
import io.memberport.model.ExportMetadata;
import io.memberport.model.PrivacyAction;
import io.memberport.model.Text;
import java.lang.module.ModuleDescriptor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down which export it is, what was done to it, and how to read the cells. */
final class AboutSheet {

    private static final List<String> HOW_TO_READ = List.of(
            "A cell that is empty: the member has no value there. A cell with an empty text, which counts as filled: the value is an"
                    + " empty text, or a list without values.",
            "A number is a number where a cell holds all its digits, which are 15. Longer ones, those with leading zeros or an"
                    + " exponent, and ids are text.",
            "A date-time is in UTC. One before March 1900, or with parts of a millisecond, is text.",
            "Several values are separated by a semicolon and a blank. A value that has a semicolon is in double quotes.",
            "No cell is a formula. Text that begins with =, +, - or @ stays text, also when it is edited.");

    private final RowWriter cells;
    private int row = SheetFrame.ROWS;

    private AboutSheet(RowWriter cells) {
        this.cells = cells;
    }

    /**
     * Writes the rows of data.
     *
     * @return how many there are
     */
    static int write(
            RowWriter cells,
            String community,
            ExportMetadata export,
            int columns,
            long replaced,
            OptionCounts options) {
        AboutSheet sheet = new AboutSheet(cells);
        sheet.writeExport(community, export);
        sheet.number("variables", columns);
        if (replaced > 0) {
            sheet.number("texts that were cut, because a cell has room for 32,767 characters", replaced);
        }
        if (!options.isComplete()) {
            sheet.text(
                    "options",
                    "The sheet Options is not complete: it has room for the first of very many, and for ids that a cell holds.");
        }
        PrivacyReport privacy = PrivacyReport.of(export.privacy());
        if (privacy != null) {
            sheet.writePrivacy(privacy);
        }
        HOW_TO_READ.forEach(words -> sheet.text("how to read", words));
        sheet.text("written by", "Memberport " + version());
        return sheet.row - SheetFrame.ROWS;
    }

    private void writeExport(String community, ExportMetadata export) {
        text("community", community);
        text("batch", export.batchId());
        time("export date (UTC)", export.exportDate());
        time("last sync date (UTC)", export.lastSyncDate());
        if (export.isFull()) {
            text("members of", "all");
        } else {
            time("changes since (UTC)", export.sinceDatetime());
        }
        text("SHA-256 of the export", export.contentSha256());
        number("bytes of the export", export.contentBytes());
        number("members", export.members());
        number("values in the export", export.values());
    }

    private void writePrivacy(PrivacyReport privacy) {
        text("rules for personal data", privacy.policy());
        text("key of hashed member ids", privacy.memberIdKey());
        number("values dropped", privacy.droppedValues());
        for (PrivacyReport.Variable variable : privacy.variables()) {
            String done = done(variable.action());
            if (done != null) {
                String name = variable.variableName();
                text(done, name == null ? variable.variableId() : name);
            }
        }
    }

    private static @Nullable String done(PrivacyAction action) {
        return switch (action) {
            case KEEP -> null;
            case HASH -> "hashed variable";
            case MASK -> "masked variable";
            case DROP -> "dropped variable";
        };
    }

    private static String version() {
        ModuleDescriptor module = AboutSheet.class.getModule().getDescriptor();
        // On the module path a manifest says nothing.
        String version = module == null
                ? AboutSheet.class.getPackage().getImplementationVersion()
                : module.rawVersion().orElse(null);
        return version == null ? "of an unknown version" : version;
    }

    private void text(String property, @Nullable String value) {
        if (value != null) {
            startRow(property);
            cells.text(value);
            cells.endRow();
        }
    }

    private void time(String property, @Nullable Instant value) {
        if (value != null) {
            startRow(property);
            cells.time(Text.of(value.toString()));
            cells.endRow();
        }
    }

    private void number(String property, long value) {
        startRow(property);
        cells.number(Text.of(Long.toString(value)));
        cells.endRow();
    }

    private void startRow(String property) {
        cells.startRow(++row);
        cells.text(property);
    }
}
