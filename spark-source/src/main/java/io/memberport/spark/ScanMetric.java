package io.memberport.spark;

import io.memberport.port.ValueAdjustments;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What a query says of its reading, in the plan of Spark's UI and to whoever listens there. Spark makes an object of each by name. */
public abstract sealed class ScanMetric extends CustomSumMetric {

    private final String name;
    private final String description;

    private ScanMetric(String name, String description) {
        this.name = name;
        this.description = description;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    /** That the driver planned. */
    public static final class PartsPlanned extends ScanMetric {
        public PartsPlanned() {
            super("partsPlanned", "parts of files");
        }
    }

    /** That tasks have read to their ends. Less than are planned if the query needed no more, and more if it reads them again. */
    public static final class PartsProven extends ScanMetric {
        public PartsProven() {
            super("partsProven", "parts read and proven");
        }
    }

    /** That tasks have read, whatever the query wants of them. */
    public static final class Members extends ScanMetric {
        public Members() {
            super("members", "members read");
        }
    }

    /** That a column cannot hold, and for which there is a null. */
    public static final class Replaced extends ScanMetric {
        public Replaced() {
            super("replacedValues", "values replaced by null");
        }
    }

    /** That a column of numbers or times cannot hold, beside the text, which is kept. */
    public static final class Untyped extends ScanMetric {
        public Untyped() {
            super("untypedValues", "values kept as text only");
        }
    }

    static CustomMetric[] all() {
        return new CustomMetric[] {new PartsPlanned(), new PartsProven(), new Members(), new Replaced(), new Untyped()};
    }

    static CustomTaskMetric[] planned(int parts) {
        return new CustomTaskMetric[] {new Count(new PartsPlanned().name(), parts)};
    }

    static CustomTaskMetric[] read(boolean proven, long members, ValueAdjustments adjustments) {
        return new CustomTaskMetric[] {
            new Count(new PartsProven().name(), proven ? 1 : 0),
            new Count(new Members().name(), members),
            new Count(new Replaced().name(), adjustments.replaced()),
            new Count(new Untyped().name(), adjustments.untyped())
        };
    }

    private record Count(String name, long value) implements CustomTaskMetric {}
}
