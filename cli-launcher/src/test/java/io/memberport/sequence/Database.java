package io.memberport.sequence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables of one layout in a database.
 *
 * @param isHistory whether they are those of {@code mode=append}
 * @param hasDecimals whether numbers are decimals
 * @param options that stay the same, such as {@code too-wide=long}
 */
record Database(Product product, String layout, boolean isHistory, boolean hasDecimals, List<String> options)
        implements Destination {

    static Database of(Product product, String layout, boolean isHistory, boolean hasDecimals) {
        return new Database(product, layout, isHistory, hasDecimals, List.of());
    }

    String numbers() {
        return hasDecimals ? "decimal" : "double";
    }

    /** What the table of the options of variables is called without history. */
    String optionTable() {
        return switch (layout) {
            case "long" -> "variable_option";
            case "wide" -> "member_wide_option";
            case "json" -> "member_document_option";
            default -> throw new IllegalArgumentException(layout);
        };
    }

    /** All options that the sink must have. */
    List<String> allOptions() {
        List<String> all = new ArrayList<>(options);
        all.add("layout=" + layout);
        all.add("numbers=" + numbers());
        if (product == Product.ANSI) {
            all.add("dialect=ansi");
        }
        return all;
    }

    @Override
    public Model model() {
        return switch (layout) {
            case "long" -> new LongModel(this);
            case "wide" -> new WideModel(this);
            case "json" -> new JsonModel(this);
            default -> throw new IllegalArgumentException(layout);
        };
    }

    @Override
    public Target open(Path directory) {
        return DatabaseTarget.make(this, directory);
    }
}
