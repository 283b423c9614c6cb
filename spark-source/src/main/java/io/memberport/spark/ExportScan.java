package io.memberport.spark;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A query over the files. Two are equal if one's rows can be used for the other.
 *
 * @param columns of the layout
 * @param wanted by the query
 */
record ExportScan(Exports exports, StructType columns, StructType wanted, RowFilter filter) implements Scan, Batch {

    @Override
    public StructType readSchema() {
        return wanted;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        boolean needsHeader = HeaderColumn.wanted(columns, wanted).stream().anyMatch(HeaderColumn::needsHeader);
        exports.requireRules();
        List<ExportPart> parts = needsHeader ? exports.partsWithHeaders() : exports.parts();
        return parts.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new PartReaderFactory(
                new SerializableConfiguration(exports.hadoop()), exports.options(), columns, wanted, filter);
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ScanMetric.all();
    }

    /** Once the parts are planned. */
    @Override
    public CustomTaskMetric[] reportDriverMetrics() {
        return ScanMetric.planned(exports.parts().size());
    }

    /** In plans. */
    @Override
    public String description() {
        return "memberport " + Stream.of(wanted.fieldNames()).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String toString() {
        return description();
    }
}
