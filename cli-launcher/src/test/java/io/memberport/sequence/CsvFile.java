package io.memberport.sequence;

import java.nio.file.Path;
import java.util.List;

/** A CSV file. */
record CsvFile(String layout, boolean isCompressed, String delimiter) implements Destination {

    boolean isWide() {
        return layout.equals("wide");
    }

    char separator() {
        return switch (delimiter) {
            case "comma" -> ',';
            case "semicolon" -> ';';
            default -> '\t';
        };
    }

    List<String> options() {
        return List.of("layout=" + layout, "csv.delimiter=" + delimiter);
    }

    @Override
    public Model model() {
        return new CsvModel(this);
    }

    @Override
    public Target open(Path directory) {
        return new CsvTarget(this, directory.resolve(isCompressed ? "members.csv.gz" : "members.csv"));
    }
}
