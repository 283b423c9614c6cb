package io.memberport.sink.s3.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The types of columns in Parquet files. Those that do not say so in their name may be null. */
final class ParquetTypes {

    private static final LogicalTypeAnnotation STRING = LogicalTypeAnnotation.stringType();

    private ParquetTypes() {}

    static Type requiredText(String name) {
        return Types.required(BINARY).as(STRING).named(name);
    }

    static Type text(String name) {
        return Types.optional(BINARY).as(STRING).named(name);
    }

    static Type flag(String name) {
        return Types.optional(BOOLEAN).named(name);
    }

    static Type integer(String name) {
        return Types.optional(INT32).named(name);
    }

    static Type number(String name) {
        return Types.optional(DOUBLE).named(name);
    }

    static Type time(String name) {
        return Types.optional(INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(name);
    }

    /** Texts, none of which is null. */
    static Type requiredNames(String name) {
        return Types.requiredList().requiredElement(BINARY).as(STRING).named(name);
    }

    /** Texts, any of which may be null. */
    static Type labels(String name) {
        return Types.optionalList().optionalElement(BINARY).as(STRING).named(name);
    }
}
