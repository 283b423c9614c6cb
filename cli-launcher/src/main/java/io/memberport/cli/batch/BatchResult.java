package io.memberport.cli.batch;

import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.model.ExportBatch;
import java.io.PrintStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status document. */
record BatchResult(ExportBatch batch) implements CommandResult {

    @Override
    public void text(PrintStream out) {
        fields().forEach((name, value) -> {
            if (value != null) {
                out.printf("%-15s %s%n", name + ":", Printable.text(value.toString()));
            }
        });
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        fields().forEach(json::with);
        return json;
    }

    /** Under the names the API has for them. */
    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", batch.id());
        fields.put("status", batch.status().name().toLowerCase(Locale.ROOT));
        fields.put("createDate", batch.createDate());
        fields.put("createdBy", batch.createdBy());
        fields.put("lastUpdateDate", batch.lastUpdateDate());
        fields.put("lastUpdatedBy", batch.lastUpdatedBy());
        fields.put("artifact", batch.artifactId());
        fields.put("errorMessage", batch.errorMessage());
        URI link = batch.dataLink();
        fields.put("data", link == null ? null : withoutQuery(link));
        return fields;
    }

    /** A query could be a signature. */
    private static String withoutQuery(URI link) {
        String whole = link.toString();
        int end = whole.indexOf('?');
        return end < 0 ? whole : whole.substring(0, end) + "?...";
    }
}
