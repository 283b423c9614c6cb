package io.memberport.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** Takes over what a query says of columns and rows. */
final class ExportScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownFilters {

    private final Exports exports;
    private final StructType columns;
    private final RowFilter filter = new RowFilter();
    private final List<Filter> pushed = new ArrayList<>();
    private StructType wanted;

    ExportScanBuilder(Exports exports, StructType columns) {
        this.exports = exports;
        this.columns = columns;
        this.wanted = columns;
    }

    @Override
    public void pruneColumns(StructType required) {
        wanted = required;
    }

    @Override
    public Filter[] pushFilters(Filter[] filters) {
        Set<String> filtered = exports.options().layout() == Layout.LONG ? RowFilter.ofValues() : RowFilter.ofMembers();
        List<Filter> left = new ArrayList<>();
        for (Filter each : filters) {
            (filter.add(each, filtered) ? pushed : left).add(each);
        }
        return left.toArray(Filter[]::new);
    }

    @Override
    public Filter[] pushedFilters() {
        return pushed.toArray(Filter[]::new);
    }

    @Override
    public Scan build() {
        return new ExportScan(exports, columns, wanted, filter);
    }
}
