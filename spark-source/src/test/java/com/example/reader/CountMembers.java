package com.example.reader;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** An application of a user: knows Spark, and of Memberport only the name of the format. */
public final class CountMembers {

    private CountMembers() {}

    /**
     * Prints what is in a file.
     *
     * @param args the file; how long its parts are; {@code kill} if an executor is to be killed in the middle
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        SparkSession spark = SparkSession.builder().getOrCreate();
        if (args[2].equals("kill")) {
            spark.sparkContext().addSparkListener(new KillOneExecutor());
        }
        Dataset<Row> values =
                spark.read().format("memberport").option("splitBytes", args[1]).load(args[0]);
        Row found = values.selectExpr(
                        "count(*)", "count(DISTINCT member_id)", "sum(hash(member_id, variable_id, position, value))")
                .first();
        long members = spark.read()
                .format("memberport")
                .option("layout", "wide")
                .option("splitBytes", args[1])
                .load(args[0])
                .count();
        out.println("ROWS " + members);
        out.println("FOUND " + found.mkString(" ") + " in " + values.rdd().getNumPartitions() + " parts");
        spark.stop();
    }

    /** Kills the first executor that ends a task, while others run. */
    private static final class KillOneExecutor extends SparkListener {

        private boolean killed;

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (!killed) {
                killed = true;
                ProcessHandle executor = ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info()
                                .commandLine()
                                .orElse("")
                                .contains("--executor-id " + end.taskInfo().executorId() + " "))
                        .findFirst()
                        .orElseThrow();
                executor.destroyForcibly();
                executor.onExit().orTimeout(60, TimeUnit.SECONDS).join();
                System.out.println("KILLED executor " + end.taskInfo().executorId());
            }
        }
    }
}
