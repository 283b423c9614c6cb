package io.memberport.sequence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A workbook. What is in its cells, the tests of its module read; here its bytes count, which are the same for the same export. */
record Workbook() implements TargetKind {

    private record Place(Path directory) implements Target {

        @Override
        public String url() {
            return "xlsx:" + directory.resolve("members.xlsx");
        }

        @Override
        public List<String> options() {
            return List.of();
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public SortedMap<String, Object> read() throws IOException {
            SortedMap<String, Object> state = new TreeMap<>();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    state.put(
                            String.valueOf(file.getFileName()),
                            List.of(Files.getLastModifiedTime(file), Files.size(file)));
                }
            }
            return state;
        }

        @Override
        public void close() {
            // The directory is the caller's.
        }
    }

    @Override
    public Target open(Path directory) {
        return new Place(directory);
    }
}
