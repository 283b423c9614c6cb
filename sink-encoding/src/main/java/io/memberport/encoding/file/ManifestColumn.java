package io.memberport.encoding.file;

import io.memberport.encoding.csv.WideColumn;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Sensitivity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link WideColumn} in a manifest. */
public record ManifestColumn(
        String variableId,
        String column,
        @Nullable String variableName,
        @Nullable String dataType,
        @Nullable Boolean isSensitive,
        boolean retired) {

    public ManifestColumn {
        Objects.requireNonNull(variableId, "variableId");
        Objects.requireNonNull(column, "column");
    }

    /** All but those whose names an export hides. */
    public static List<ManifestColumn> of(List<WideColumn> columns, ExportMetadata export) {
        return columns.stream()
                .filter(column -> !export.hidesNameOf(column.variableId()))
                .map(ManifestColumn::of)
                .toList();
    }

    private static ManifestColumn of(WideColumn wide) {
        return new ManifestColumn(
                wide.variableId(),
                wide.name(),
                wide.variableName(),
                wide.dataTypeName(),
                wide.sensitivity().isSensitive(),
                wide.retired());
    }

    public WideColumn toWideColumn() {
        return new WideColumn(variableId, column, variableName, dataType, Sensitivity.of(isSensitive), retired);
    }
}
