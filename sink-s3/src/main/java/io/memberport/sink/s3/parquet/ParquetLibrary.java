package io.memberport.sink.s3.parquet;

/** Whether Parquet can be used; to ask this needs nothing of it. */
public final class ParquetLibrary {

    private ParquetLibrary() {}

    /** Parquet's jars share packages, which no module path allows, so a module, too, takes them from the class path. */
    public static boolean isThere() {
        ClassLoader loader = ParquetLibrary.class.getClassLoader();
        ParquetLibrary.class.getModule().addReads(loader.getUnnamedModule());
        try {
            Class.forName("org.apache.parquet.hadoop.ParquetWriter", false, loader);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
