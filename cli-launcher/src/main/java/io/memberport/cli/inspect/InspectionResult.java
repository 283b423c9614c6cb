package io.memberport.cli.inspect;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.export.FileInspection;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.io.PrintStream;
import java.util.Locale;

/** What is in an export file: counts and definitions, never a value. */
record InspectionResult(FileInspection inspection) implements CommandResult {

    private static final String ROW = "%-36s  %-10s  %-9s  %6s  %12s  %s%n";

    @Override
    public void text(PrintStream out) {
        ExportMetadata metadata = inspection.metadata();
        out.println("batch:         " + Printable.text(String.valueOf(metadata.batchId())));
        out.println("since:         " + (metadata.isFull() ? "(full export)" : metadata.sinceDatetime()));
        out.println("export date:   " + metadata.exportDate());
        out.println("last sync:     " + metadata.lastSyncDate());
        out.println("members:       " + metadata.members());
        out.println("values:        " + metadata.values());
        out.println("variables:     " + inspection.variables().size() + " (" + sensitive() + " sensitive)");
        out.println("size:          " + Printable.bytes(metadata.contentBytes()) + " of JSON, sha-256 "
                + metadata.contentSha256());
        out.println("unrecognised:  " + Printable.count(metadata.unrecognisedFields(), "field", "fields"));
        out.println();
        out.printf(ROW, "VARIABLE", "TYPE", "SENSITIVE", "FILL", "VALUES", "NAME");
        inspection.variables().forEach((variable, fill) -> printRow(variable, fill, out));
    }

    private void printRow(ProfileVariable variable, FileInspection.Fill fill, PrintStream out) {
        out.printf(
                Locale.ROOT,
                ROW,
                Printable.text(variable.id()),
                Printable.text(String.valueOf(variable.dataTypeName())),
                variable.sensitivity().word(),
                String.format(Locale.ROOT, "%.1f%%", fillPercent(fill)),
                fill.values(),
                Printable.text(String.valueOf(variable.name())));
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .with("batchId", inspection.metadata().batchId())
                // In this document, the dates come before the counts.
                .with("sinceDatetime", inspection.metadata().sinceDatetime())
                .with("exportDate", inspection.metadata().exportDate())
                .with("lastSyncDate", inspection.metadata().lastSyncDate())
                .with(inspection.metadata())
                .with(
                        "variables",
                        inspection.variables().entrySet().stream()
                                .map(entry -> json(entry.getKey(), entry.getValue()))
                                .toList());
    }

    private JsonObject json(ProfileVariable variable, FileInspection.Fill fill) {
        return new JsonObject()
                .with("id", variable.id())
                .with("name", variable.name())
                .with("dataType", variable.dataTypeName())
                .with("sensitive", variable.sensitivity().word())
                .with("members", fill.members())
                .with("filledMembers", fill.filledMembers())
                .with("fillPercent", Math.round(fillPercent(fill) * 10) / 10.0)
                .with("values", fill.values());
    }

    private double fillPercent(FileInspection.Fill fill) {
        long members = inspection.metadata().members();
        return members == 0 ? 0 : 100.0 * fill.filledMembers() / members;
    }

    private long sensitive() {
        return inspection.variables().keySet().stream()
                .filter(variable -> variable.sensitivity() != Sensitivity.NOT_SENSITIVE)
                .count();
    }
}
