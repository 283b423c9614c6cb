package io.memberport.sequence;

import java.nio.file.Path;
import java.util.List;

/** A prefix in object storage. */
record Store(String format, String layout, String compression) implements Destination {

    boolean isParquet() {
        return format.equals("parquet");
    }

    boolean isWide() {
        return layout.equals("wide");
    }

    List<String> options() {
        return List.of("format=" + format, "layout=" + layout, "compression=" + compression);
    }

    @Override
    public Model model() {
        return new StoreModel(this);
    }

    @Override
    public Target open(Path directory) {
        return new StoreTarget(this, directory);
    }
}
