package io.memberport.sink.s3.parquet;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.PerVariable;
import io.memberport.encoding.column.RefusedValueException;
import io.memberport.model.DataType;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** One row per value; one also for a variable without values, and for a member without variables. */
final class ParquetLongRows implements ParquetRows {

    private static final int DEFINITIONS_BYTES = 512 * 1024;

    private static final MessageType SCHEMA = new MessageType(
            "member_value",
            ParquetTypes.requiredText("member_id"),
            ParquetTypes.text("variable_id"),
            ParquetTypes.text("variable_name"),
            ParquetTypes.text("data_type"),
            ParquetTypes.flag("is_sensitive"),
            ParquetTypes.integer("position"),
            ParquetTypes.text("value_id"),
            ParquetTypes.text("value"),
            ParquetTypes.number("value_number"),
            ParquetTypes.time("value_time"),
            ParquetTypes.time("effective_date"));

    /** What every value of a variable has in common. */
    private record Definition(
            Binary id, @Nullable Binary name, @Nullable Binary dataType, Sensitivity sensitivity, DataType type) {

        static Definition of(ProfileVariable variable) {
            return new Definition(
                    Binary.fromString(variable.id()),
                    constant(variable.name()),
                    constant(variable.dataTypeName()),
                    variable.sensitivity(),
                    variable.dataType());
        }

        private static @Nullable Binary constant(@Nullable String text) {
            return text == null ? null : Binary.fromString(text);
        }

        int weight() {
            return id.length() + (name == null ? 0 : name.length()) + (dataType == null ? 0 : dataType.length());
        }
    }

    private final InvalidValuePolicy policy;
    private final PerVariable<Definition> definitions =
            new PerVariable<>(Definition::of, Definition::weight, DEFINITIONS_BYTES);
    private final ParquetCells cells = new ParquetCells();
    private final Row row = new Row();

    ParquetLongRows(InvalidValuePolicy policy) {
        this.policy = policy;
    }

    @Override
    public MessageType schema() {
        return SCHEMA;
    }

    @Override
    public long write(MemberCursor at, Target target) {
        row.member = ParquetCells.constant(at.memberId());
        if (at.variableCount() == 0) {
            row.definition = null;
            target.write(row);
            return 1;
        }
        long rows = 0;
        definitions.startMember();
        while (at.nextVariable()) {
            row.definition = definitions.get(at.variable());
            row.effectiveDate = effectiveDate(at);
            rows += writeValues(at, target);
        }
        return rows;
    }

    private int writeValues(MemberCursor at, Target target) {
        int count = Math.max(1, at.valueCount());
        for (int position = 0; position < count; position++) {
            row.position = position;
            row.value = at.nextValue() ? at : null;
            target.write(row);
        }
        return count;
    }

    private long effectiveDate(MemberCursor at) {
        Text date = at.effectiveDate();
        if (date == null) {
            return UtcDateTime.NOT_A_DATE_TIME;
        }
        long micros = UtcDateTime.parseMicros(date);
        if (micros == UtcDateTime.NOT_A_DATE_TIME) {
            try {
                policy.replace("an effectiveDate that is no date-time, or beyond the range of its column");
            } catch (RefusedValueException refused) {
                throw refused.of(at.variable());
            }
        }
        return micros;
    }

    /** The row to be written next. */
    private final class Row implements ParquetRow {

        private Binary member = Binary.EMPTY;
        private @Nullable Definition definition;
        private int position;
        private @Nullable MemberCursor value;
        private long effectiveDate;

        @Override
        public void writeTo(RowBatch out) {
            cells.start(out);
            cells.binary(member);
            Definition present = definition;
            if (present != null) {
                cells.binary(present.id());
                cells.binary(present.name());
                cells.binary(present.dataType());
                cells.flag(present.sensitivity().isSensitive());
                MemberCursor at = value;
                if (at == null) {
                    cells.skip(5);
                } else {
                    cells.integer(position);
                    cells.text(at.valueId());
                    writeValue(at.value(), present.type());
                }
                cells.time(effectiveDate);
            }
        }

        /** Its text is kept, so a typed column that cannot hold it loses nothing by being null. */
        private void writeValue(@Nullable Text text, DataType type) {
            cells.text(text);
            boolean isTyped = true;
            switch (ColumnKind.of(type)) {
                case NUMBER -> {
                    isTyped = cells.number(text);
                    cells.time(null);
                }
                case TIME -> {
                    cells.number(null);
                    isTyped = cells.time(text);
                }
                case TEXT, LIST -> cells.skip(2);
            }
            if (text != null && !isTyped) {
                policy.leaveUntyped();
            }
        }
    }
}
