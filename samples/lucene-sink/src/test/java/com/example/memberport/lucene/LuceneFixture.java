package com.example.memberport.lucene;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.MemberJson;
import io.memberport.testkit.fixture.SabotagedSink;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** How the contract makes, reads and breaks an index. */
record LuceneFixture(Path folder) implements SinkFixture {

    @Override
    public MemberSinkProvider provider() {
        return new LuceneSinkProvider();
    }

    @Override
    public String target() {
        return "lucene:" + folder;
    }

    @Override
    public Collection<StoredValue> read() throws IOException {
        List<StoredValue> values = new ArrayList<>();
        try (Directory index = FSDirectory.open(folder)) {
            if (DirectoryReader.indexExists(index)) {
                try (DirectoryReader reader = DirectoryReader.open(index)) {
                    for (int i = 0; i < reader.maxDoc(); i++) {
                        values.addAll(MemberJson.values(
                                reader.storedFields().document(i).get("json")));
                    }
                }
            }
        }
        return values;
    }

    /** Files that do not belong to the last commit. The lock file may stay: what counts is who holds it. */
    @Override
    public Collection<String> leftovers() throws IOException {
        try (Directory index = FSDirectory.open(folder)) {
            Set<String> expected = new HashSet<>(Set.of(IndexWriter.WRITE_LOCK_NAME));
            if (DirectoryReader.indexExists(index)) {
                expected.addAll(SegmentInfos.readLatestCommit(index).files(true));
            }
            return Stream.of(index.listAll())
                    .filter(file -> !expected.contains(file))
                    .toList();
        }
    }

    /** Takes the name that the next commit needs. */
    @Override
    public MemberSink breakingAt(BreakPoint point) {
        return SabotagedSink.at(point, new LuceneSink(folder), run -> {
            try (Directory index = FSDirectory.open(folder)) {
                long last = SegmentInfos.readLatestCommit(index).getGeneration();
                Files.createFile(folder.resolve("pending_segments_" + Long.toString(last + 1, Character.MAX_RADIX)));
            }
        });
    }
}
