package io.memberport.spark;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.PerVariable;
import io.memberport.encoding.column.RefusedValueException;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** One row per value; one also for a variable without values, and for a member without variables. */
final class LongRows implements Rows {

    static final StructType COLUMNS = new StructType()
            .add("member_id", DataTypes.StringType, false)
            .add("variable_id", DataTypes.StringType)
            .add("variable_name", DataTypes.StringType)
            .add("data_type", DataTypes.StringType)
            .add("is_sensitive", DataTypes.BooleanType)
            .add("position", DataTypes.IntegerType)
            .add("value_id", DataTypes.StringType)
            .add("value", DataTypes.StringType)
            .add("value_number", DataTypes.DoubleType)
            .add("value_time", DataTypes.TimestampType)
            .add("effective_date", DataTypes.TimestampType);

    private static final int MEMBER_ID = 0;
    private static final int VARIABLE_ID = 1;
    private static final int VARIABLE_NAME = 2;
    private static final int DATA_TYPE = 3;
    private static final int IS_SENSITIVE = 4;
    private static final int POSITION = 5;
    private static final int VALUE_ID = 6;
    private static final int VALUE = 7;
    private static final int VALUE_NUMBER = 8;
    private static final int VALUE_TIME = 9;
    private static final int EFFECTIVE_DATE = 10;

    private static final int DEFINITIONS_BYTES = 4 << 20;

    /** What all values of a variable have in common. */
    private record Definition(
            UTF8String id,
            @Nullable UTF8String name,
            @Nullable UTF8String dataType,
            @Nullable Boolean isSensitive,
            ColumnKind kind,
            boolean isWanted) {

        int weight() {
            return id.numBytes() + (name == null ? 0 : name.numBytes()) + (dataType == null ? 0 : dataType.numBytes());
        }
    }

    private final RowCells cells;
    private final RowFilter filter;
    private final InvalidValuePolicy policy;
    private final PerVariable<Definition> definitions =
            new PerVariable<>(this::definition, Definition::weight, DEFINITIONS_BYTES);
    private final boolean wantsNumber;
    private final boolean wantsTime;

    private @Nullable MemberCursor at;
    private int position;
    private ColumnKind kind = ColumnKind.TEXT;

    LongRows(RowCells cells, RowFilter filter, InvalidValuePolicy policy) {
        this.cells = cells;
        this.filter = filter;
        this.policy = policy;
        this.wantsNumber = cells.isWanted(VALUE_NUMBER);
        this.wantsTime = cells.isWanted(VALUE_TIME);
    }

    private Definition definition(ProfileVariable variable) {
        return new Definition(
                UTF8String.fromString(variable.id()),
                UTF8String.fromString(variable.name()),
                UTF8String.fromString(variable.dataTypeName()),
                variable.sensitivity().isSensitive(),
                ColumnKind.of(variable.dataType()),
                filter.acceptsVariable(variable));
    }

    @Override
    public void start(MemberBlock block) {
        at = block.cursor();
    }

    @Override
    public boolean next() {
        MemberCursor cursor = Objects.requireNonNull(at);
        return nextValue(cursor) || nextVariable(cursor) || nextMember(cursor);
    }

    private boolean nextMember(MemberCursor cursor) {
        while (cursor.nextMember()) {
            if (!filter.acceptsMember(cursor.memberId())) {
                continue;
            }
            cells.text(MEMBER_ID, cursor.memberId());
            definitions.startMember();
            if (cursor.variableCount() == 0) {
                if (filter.acceptsNoVariable()) {
                    for (int column = VARIABLE_ID; column <= EFFECTIVE_DATE; column++) {
                        cells.nothing(column);
                    }
                    return true;
                }
            } else if (nextVariable(cursor)) {
                return true;
            }
        }
        return false;
    }

    private boolean nextVariable(MemberCursor cursor) {
        while (cursor.nextVariable()) {
            Definition definition = definitions.get(cursor.variable());
            if (definition.isWanted()) {
                startVariable(cursor, definition);
                return true;
            }
        }
        return false;
    }

    private void startVariable(MemberCursor cursor, Definition definition) {
        cells.object(VARIABLE_ID, definition.id());
        cells.object(VARIABLE_NAME, definition.name());
        cells.object(DATA_TYPE, definition.dataType());
        cells.flag(IS_SENSITIVE, definition.isSensitive());
        if (cells.isWanted(EFFECTIVE_DATE)) {
            effectiveDate(cursor);
        }
        kind = definition.kind();
        position = -1;
        if (!nextValue(cursor)) {
            for (int column = POSITION; column <= VALUE_TIME; column++) {
                cells.nothing(column);
            }
        }
    }

    private void effectiveDate(MemberCursor cursor) {
        Text date = cursor.effectiveDate();
        if (date == null) {
            cells.nothing(EFFECTIVE_DATE);
        } else if (!cells.time(EFFECTIVE_DATE, UtcDateTime.parseMicros(date))) {
            try {
                policy.replace("an effectiveDate that is no date-time, or beyond the range of its column");
            } catch (RefusedValueException refused) {
                throw refused.of(cursor.variable());
            }
        }
    }

    private boolean nextValue(MemberCursor cursor) {
        if (!cursor.nextValue()) {
            return false;
        }
        position++;
        cells.integer(POSITION, position);
        cells.text(VALUE_ID, cursor.valueId());
        Text value = cursor.value();
        cells.text(VALUE, value);
        typed(value);
        return true;
    }

    /** Its text is kept, so a typed column that cannot hold it loses nothing by being null. */
    private void typed(@Nullable Text value) {
        boolean fits = true;
        if (wantsNumber) {
            if (value != null && kind == ColumnKind.NUMBER) {
                fits = cells.number(VALUE_NUMBER, value);
            } else {
                cells.nothing(VALUE_NUMBER);
            }
        }
        if (wantsTime) {
            if (value != null && kind == ColumnKind.TIME) {
                fits &= cells.time(VALUE_TIME, UtcDateTime.parseMicros(value));
            } else {
                cells.nothing(VALUE_TIME);
            }
        }
        if (!fits) {
            policy.leaveUntyped();
        }
    }
}
