package io.memberport.spark;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.PrivacyStage;
import java.io.Serial;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** What goes from the driver to the executors, once for all parts. */
record PartReaderFactory(
        SerializableConfiguration hadoop, ReadOptions options, StructType columns, StructType wanted, RowFilter filter)
        implements PartitionReaderFactory {

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        ExportPart part = (ExportPart) partition;
        RowCells cells = new RowCells(columns, wanted);
        for (HeaderColumn column : HeaderColumn.wanted(columns, wanted)) {
            cells.constant(wanted.fieldIndex(column.columnName()), column.value(part));
        }
        InvalidValuePolicy invalidValues = options.invalidValues();
        Rows rows =
                switch (options.layout()) {
                    case LONG -> new LongRows(cells, filter, invalidValues);
                    case WIDE -> new WideRows(columns, cells, filter, invalidValues);
                    case JSON -> new JsonRows(cells, filter);
                };
        PrivacyPolicy policy = options.policy();
        PartMembers members = PartMembers.open(part, hadoop.value(), options.limits());
        return new PartReader(
                members, policy.keepsAll() ? null : PrivacyStage.of(policy), rows, cells.row(), invalidValues);
    }

    @Override
    public String toString() {
        return "PartReaderFactory";
    }
}
