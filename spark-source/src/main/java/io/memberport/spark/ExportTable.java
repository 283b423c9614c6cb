package io.memberport.spark;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Export files as a table. What a file says of its export can be asked for by name: {@link HeaderColumn}. These columns are not part of
 * {@code SELECT *}, which is exactly the layout and fits tables that were made by another way.
 */
final class ExportTable implements Table, SupportsRead, SupportsMetadataColumns {

    private static final Logger LOG = LoggerFactory.getLogger(ExportTable.class);

    private final Exports exports;
    private final StructType columns;

    private ExportTable(Exports exports, StructType columns) {
        this.exports = exports;
        this.columns = columns;
    }

    /**
     * Finds the files.
     *
     * @param given all options, {@code path} and {@code paths} among them
     */
    static ExportTable of(Map<String, String> given) {
        Map<String, String> rest = new HashMap<>(given);
        String path = rest.remove("path");
        String paths = rest.remove("paths");
        ReadOptions options = ReadOptions.of(rest, System.getenv());
        if (!options.policy().speaksOfSensitive()) {
            LOG.warn(
                    "Variables that the export marks as sensitive are read as they are, because no rule speaks of them."
                            + " Say what becomes of them with the option sensitive: drop, hash, mask or keep");
        }
        Configuration hadoop = hadoop();
        Exports exports = new Exports(FileListing.of(paths(path, paths), hadoop), options, hadoop);
        return new ExportTable(exports, columns(exports));
    }

    /** As Spark writes several paths into one option: a JSON array of strings. */
    private static List<String> paths(@Nullable String path, @Nullable String paths) {
        if (paths != null) {
            return PrivacyRules.list("paths", paths);
        }
        if (path == null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "There is no path to read. Name it: load(\"s3a://bucket/export.json\").");
        }
        return List.of(path);
    }

    /** What Spark's own sources read with: Hadoop's settings, and over them those of the session. */
    private static Configuration hadoop() {
        Configuration hadoop = new Configuration(SparkContext.getOrCreate().hadoopConfiguration());
        CollectionConverters.asJava(SQLConf.get().getAllConfs()).forEach((name, value) -> {
            if (value != null) {
                hadoop.set(name, value);
            }
        });
        return hadoop;
    }

    private static StructType columns(Exports exports) {
        return switch (exports.options().layout()) {
            case LONG -> LongRows.COLUMNS;
            case WIDE -> WideRows.columns(exports.variables());
            case JSON -> JsonRows.COLUMNS;
        };
    }

    @Override
    public String name() {
        return "memberport";
    }

    // The replacement has no method that Spark 3.5 and 4.0 both want.
    @SuppressWarnings("deprecation")
    @Override
    public StructType schema() {
        return columns;
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        return HeaderColumn.all();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new ExportScanBuilder(exports, columns);
    }
}
