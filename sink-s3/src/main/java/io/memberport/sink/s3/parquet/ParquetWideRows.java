package io.memberport.sink.s3.parquet;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.PerVariable;
import io.memberport.encoding.column.TypedColumn;
import io.memberport.encoding.column.TypedColumns;
import io.memberport.encoding.column.WideCells;
import io.memberport.model.MemberCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** One row per member, with a typed column for each variable of the export. Of a variable that is there twice the last counts. */
final class ParquetWideRows implements ParquetRows {

    private static final int INDEXES_BYTES = 512 * 1024;

    /**
     * A variable's column.
     *
     * @param clearedWith the columns that hold nothing of a member any more if it has something here
     */
    private record Field(Binary name, ColumnKind kind, List<Binary> clearedWith) {}

    private final MessageType schema;
    private final List<Field> fields;
    private final PerVariable<Integer> indexes;
    private final ParquetCells cells;
    private final WideCells<RuntimeException> values;
    private final int[] entries;
    private final List<Binary> cleared = new ArrayList<>();

    ParquetWideRows(TypedColumns columns, InvalidValuePolicy policy) {
        this.schema = schema(columns);
        this.fields = columns.present().stream()
                .map(column -> new Field(
                        Binary.fromString(column.name()),
                        column.kind(),
                        columns.retired(column.variableId()).stream()
                                .map(former -> Binary.fromString(former.name()))
                                .toList()))
                .toList();
        this.indexes = new PerVariable<>(columns.indexes()::of, index -> 0, INDEXES_BYTES);
        this.cells = new ParquetCells();
        this.values = new WideCells<>(policy, cells);
        this.entries = new int[fields.size()];
    }

    private static MessageType schema(TypedColumns columns) {
        List<Type> types = new ArrayList<>();
        types.add(ParquetTypes.requiredText(TypedColumns.MEMBER_ID));
        types.add(ParquetTypes.requiredNames(TypedColumns.CLEARED));
        columns.present().forEach(column -> types.add(type(column)));
        return new MessageType("member", types);
    }

    private static Type type(TypedColumn column) {
        return switch (column.kind()) {
            case TEXT -> ParquetTypes.text(column.name());
            case NUMBER -> ParquetTypes.number(column.name());
            case TIME -> ParquetTypes.time(column.name());
            case LIST -> ParquetTypes.labels(column.name());
        };
    }

    @Override
    public MessageType schema() {
        return schema;
    }

    @Override
    public long write(MemberCursor at, Target target) {
        collect(at);
        target.write(out -> writeRow(at, out));
        return 1;
    }

    private void collect(MemberCursor at) {
        Arrays.fill(entries, WideCells.ABSENT);
        indexes.startMember();
        while (at.nextVariable()) {
            entries[indexes.get(at.variable())] = at.variableIndex();
        }
        cleared.clear();
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != WideCells.ABSENT) {
                cleared.addAll(fields.get(i).clearedWith());
                at.toVariable(entries[i]);
                if (values.clears(at, fields.get(i).kind())) {
                    cleared.add(fields.get(i).name());
                }
            }
        }
    }

    private void writeRow(MemberCursor at, RowBatch out) {
        cells.start(out);
        cells.text(at.memberId());
        cells.names(cleared);
        for (int i = 0; i < entries.length; i++) {
            values.write(at, entries[i], fields.get(i).kind());
        }
    }
}
