package io.memberport.spark;

import io.memberport.file.SplitStream.Header;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** What is the same in all rows of a file. */
enum HeaderColumn {
    BATCH_ID("the id of the batch"),
    EXPORT_DATE("when the export started"),
    SINCE_DATETIME("the instant that an export of changes starts from"),
    LAST_SYNC_DATE("up to when it has all changes"),
    FILE("the address of the file");

    private final String meaning;

    HeaderColumn(String meaning) {
        this.meaning = meaning;
    }

    private record Described(String name, DataType dataType, String comment) implements MetadataColumn {}

    static MetadataColumn[] all() {
        return Stream.of(values())
                .map(column -> new Described(column.columnName(), column.type(), column.meaning))
                .toArray(MetadataColumn[]::new);
    }

    /** Those that a query wants. A column of the layout that has the same name comes first. */
    static List<HeaderColumn> wanted(StructType columns, StructType wanted) {
        return Stream.of(values())
                .filter(column -> wanted.getFieldIndex(column.columnName()).isDefined()
                        && !columns.getFieldIndex(column.columnName()).isDefined())
                .toList();
    }

    private DataType type() {
        return switch (this) {
            case BATCH_ID, FILE -> DataTypes.StringType;
            case EXPORT_DATE, SINCE_DATETIME, LAST_SYNC_DATE -> DataTypes.TimestampType;
        };
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the file must have been looked into. */
    boolean needsHeader() {
        return this != FILE;
    }

    /** As rows of Spark hold it. */
    @Nullable Object value(ExportPart part) {
        if (this == FILE) {
            return UTF8String.fromString(part.file().name());
        }
        Header header = Objects.requireNonNull(part.header(), "the driver has looked");
        return switch (this) {
            case BATCH_ID -> UTF8String.fromString(header.batchId());
            case EXPORT_DATE -> micros(header.exportDate());
            case SINCE_DATETIME -> micros(header.sinceDatetime());
            case LAST_SYNC_DATE -> micros(header.lastSyncDate());
            case FILE -> throw new IllegalStateException();
        };
    }

    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
