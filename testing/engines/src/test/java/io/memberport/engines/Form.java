package io.memberport.engines;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How a lake is written, by options of the sink. */
record Form(String format, String layout, String compression) {

    private static final Path LAKES = Path.of("target", "lakes").toAbsolutePath();

    static List<Form> all() {
        return Stream.of("gzip", "zstd", "none")
                .flatMap(compression -> Stream.of(
                        new Form("jsonl", "json", compression),
                        new Form("csv", "long", compression),
                        new Form("parquet", "long", compression),
                        new Form("parquet", "wide", compression)))
                .toList();
    }

    /** What stands for the bucket {@code acme-lake} of the guide. */
    Path bucket() {
        return LAKES.resolve(toString());
    }

    @Override
    public String toString() {
        return format + "-" + layout + "-" + compression;
    }
}
