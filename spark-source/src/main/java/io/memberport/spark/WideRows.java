package io.memberport.spark;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.PerVariable;
import io.memberport.encoding.column.TypedColumn;
import io.memberport.encoding.column.TypedColumns;
import io.memberport.encoding.column.VariableIndexes;
import io.memberport.encoding.column.WideCells;
import io.memberport.encoding.json.JsonNumbers;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** One row per member, with a typed column for each variable of the files. Of a variable that is there twice the last counts. */
final class WideRows implements Rows {

    /** In the metadata of a column: the id of its variable. */
    static final String VARIABLE = "memberport.variable";

    private static final int MEMBER_ID = 0;
    private static final int CLEARED = 1;
    private static final int FIRST = 2;

    private static final int INDEXES_BYTES = 4 << 20;

    private final RowCells cells;
    private final RowFilter filter;
    private final ColumnKind[] kinds;
    private final UTF8String[] names;
    private final int[] entries;
    private final PerVariable<Integer> indexes;
    private final OneCell cell = new OneCell();
    private final WideCells<RuntimeException> values;
    private @Nullable MemberCursor at;

    WideRows(StructType columns, RowCells cells, RowFilter filter, InvalidValuePolicy policy) {
        List<StructField> fields = Arrays.asList(columns.fields()).subList(FIRST, columns.length());
        VariableIndexes places = new VariableIndexes(fields.stream()
                .map(field -> field.metadata().getString(VARIABLE))
                .toList());
        this.cells = cells;
        this.filter = filter;
        this.kinds = fields.stream().map(field -> kind(field.dataType())).toArray(ColumnKind[]::new);
        this.names = fields.stream()
                .map(field -> UTF8String.fromString(field.name()))
                .toArray(UTF8String[]::new);
        this.entries = new int[fields.size()];
        this.indexes = new PerVariable<>(places::of, index -> 0, INDEXES_BYTES);
        this.values = new WideCells<>(policy, cell);
    }

    /** The columns of variables, in the order in which these first appear. */
    static StructType columns(List<ProfileVariable> variables) {
        StructType columns = new StructType()
                .add(TypedColumns.MEMBER_ID, DataTypes.StringType, false)
                .add(TypedColumns.CLEARED, DataTypes.createArrayType(DataTypes.StringType, false), false);
        for (TypedColumn column : TypedColumns.assign(variables, List.of()).present()) {
            columns = columns.add(new StructField(
                    column.name(),
                    type(column.kind()),
                    true,
                    new MetadataBuilder()
                            .putString(VARIABLE, column.variableId())
                            .build()));
        }
        return columns;
    }

    private static DataType type(ColumnKind kind) {
        return switch (kind) {
            case TEXT -> DataTypes.StringType;
            case NUMBER -> DataTypes.DoubleType;
            case TIME -> DataTypes.TimestampType;
            case LIST -> DataTypes.createArrayType(DataTypes.StringType, true);
        };
    }

    private static ColumnKind kind(DataType type) {
        return Stream.of(ColumnKind.values())
                .filter(kind -> type(kind).equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void start(MemberBlock block) {
        at = block.cursor();
    }

    @Override
    public boolean next() {
        MemberCursor cursor = Objects.requireNonNull(at);
        while (cursor.nextMember()) {
            if (filter.acceptsMember(cursor.memberId())) {
                write(cursor);
                return true;
            }
        }
        return false;
    }

    private void write(MemberCursor cursor) {
        Arrays.fill(entries, WideCells.ABSENT);
        indexes.startMember();
        while (cursor.nextVariable()) {
            entries[indexes.get(cursor.variable())] = cursor.variableIndex();
        }
        cells.text(MEMBER_ID, cursor.memberId());
        if (cells.isWanted(CLEARED)) {
            cells.object(CLEARED, cleared(cursor));
        }
        for (int i = 0; i < entries.length; i++) {
            if (cells.isWanted(FIRST + i)) {
                cell.column = FIRST + i;
                values.write(cursor, entries[i], kinds[i]);
            }
        }
    }

    private GenericArrayData cleared(MemberCursor cursor) {
        List<UTF8String> cleared = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != WideCells.ABSENT) {
                cursor.toVariable(entries[i]);
                if (values.clears(cursor, kinds[i])) {
                    cleared.add(names[i]);
                }
            }
        }
        return new GenericArrayData(cleared.toArray());
    }

    /** The cell that is written next. */
    private final class OneCell implements WideCells.Target<RuntimeException> {

        private final RowCells.Utf8 utf8 = new RowCells.Utf8();
        private int column;

        @Override
        public void nothing() {
            cells.nothing(column);
        }

        @Override
        public void text(Text text) {
            cells.text(column, text);
        }

        @Override
        public boolean number(Text digits) {
            return cells.number(column, digits);
        }

        @Override
        public boolean holdsNumber(Text digits) {
            return !Double.isNaN(JsonNumbers.parseDouble(digits));
        }

        @Override
        public boolean time(Text dateTime) {
            return cells.time(column, UtcDateTime.parseMicros(dateTime));
        }

        @Override
        public boolean holdsTime(Text dateTime) {
            return UtcDateTime.parseMicros(dateTime) != UtcDateTime.NOT_A_DATE_TIME;
        }

        @Override
        public void list(MemberCursor cursor) {
            Object[] labels = new Object[cursor.valueCount()];
            for (int i = 0; cursor.nextValue(); i++) {
                Text label = cursor.value();
                labels[i] = label == null ? null : utf8.of(label);
            }
            cells.object(column, new GenericArrayData(labels));
        }
    }
}
