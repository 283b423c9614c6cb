package com.example.memberport.jsonl;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.MemberJson;
import io.memberport.testkit.fixture.SabotagedSink;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.StoredValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** How the contract makes, reads and breaks a file of JSON Lines. */
record JsonLinesFixture(Path file, boolean compressed) implements SinkFixture {

    @Override
    public MemberSinkProvider provider() {
        return new JsonLinesSinkProvider();
    }

    @Override
    public String target() {
        return "jsonl:" + file;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("compression", compressed ? "gzip" : "none");
    }

    @Override
    public Collection<Map<String, String>> optionsOfOtherForms() {
        return List.of(Map.of("compression", compressed ? "none" : "gzip"));
    }

    @Override
    public Collection<StoredValue> read() throws IOException {
        List<StoredValue> values = new ArrayList<>();
        if (Files.exists(file)) {
            try (BufferedReader lines = open()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    values.addAll(MemberJson.values(line));
                }
            }
        }
        return values;
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        boolean unzip = compressed && Files.size(file) > 0;
        return new BufferedReader(
                new InputStreamReader(unzip ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }

    /** The lock file may stay: what counts is who holds it. */
    @Override
    public Collection<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(found -> found.getFileName().toString())
                    .filter(name -> name.endsWith(".new"))
                    .toList();
        }
    }

    @Override
    public MemberSink breakingAt(BreakPoint point) {
        TargetFiles files = TargetFiles.of(file);
        JsonLinesSink sink = new JsonLinesSink(files, compressed);
        return SabotagedSink.at(point, sink, run -> {
            switch (point) {
                case WRITE, HALFWAY -> ((JsonLinesRun) run).data().close();
                case COMMIT -> Files.delete(files.newData());
            }
        });
    }
}
