package io.memberport.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All kinds of targets. */
final class Destinations {

    /** Whether the build takes the time to try everything on every target. */
    static final boolean THOROUGH = Boolean.getBoolean("memberport.thorough");

    private static final int STEP = 4;
    private static final int STEP_OF_MANY = 2;

    private Destinations() {}

    /** All of these in a thorough build, and otherwise every fourth. */
    static <T> Stream<T> some(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(index -> THOROUGH || index % STEP == 0)
                .mapToObj(all::get);
    }

    /** Every second of these in a thorough build, and otherwise every fourth: for tests that try many things on each. */
    static <T> Stream<T> few(List<T> all) {
        int step = THOROUGH ? STEP_OF_MANY : STEP;
        return IntStream.range(0, all.size()).filter(index -> index % step == 0).mapToObj(all::get);
    }

    /**
     * Every layout in every database.
     *
     * @param isHistory whether the tables are those of {@code mode=append}
     * @param hasDecimals whether numbers are decimals, where a database and a layout have them
     */
    static List<Destination> databases(boolean isHistory, boolean hasDecimals) {
        List<Destination> databases = new ArrayList<>();
        for (Product product : Product.values()) {
            for (String layout : List.of("long", "wide", "json")) {
                if (!hasDecimals || (product.hasDecimals() && !layout.equals("json"))) {
                    databases.add(Database.of(product, layout, isHistory, hasDecimals));
                }
            }
        }
        return databases;
    }

    /** Every format in object storage. */
    static List<Destination> stores() {
        return List.of(
                new Store("jsonl", "json", "gzip"),
                new Store("csv", "long", "zstd"),
                new Store("parquet", "long", "none"),
                new Store("parquet", "wide", "gzip"));
    }

    /** CSV in both layouts. */
    static List<Destination> files() {
        return List.of(new CsvFile("long", false, "comma"), new CsvFile("wide", true, "semicolon"));
    }

    /** All, and those for which there is no model: workbooks. */
    static List<TargetKind> allKinds() {
        List<TargetKind> all = new ArrayList<>(all());
        all.add(new Workbook());
        return all;
    }

    static List<Destination> all() {
        List<Destination> all = new ArrayList<>();
        for (boolean isHistory : new boolean[] {false, true}) {
            all.addAll(databases(isHistory, false));
            all.addAll(databases(isHistory, true));
        }
        all.addAll(stores());
        all.addAll(files());
        return all;
    }
}
