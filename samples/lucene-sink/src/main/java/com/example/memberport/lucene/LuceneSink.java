package com.example.memberport.lucene;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOSupplier;

/** A Lucene index with a document for each member. It commits, locks and cleans up as a sink must. */
record LuceneSink(Path folder) implements MemberSink {

    @Override
    public String description() {
        return "lucene:" + folder;
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        return attempt(() -> Files.exists(folder) && DirectoryReader.indexExists(FSDirectory.open(folder))
                ? LastCommit.ofLine(SegmentInfos.readLatestCommit(FSDirectory.open(folder))
                        .getUserData().getOrDefault(community, ""))
                : Optional.empty());
    }

    @Override
    public SinkRun open(SinkContext context) {
        return new Run(this, context.community(), writer());
    }

    private IndexWriter writer() {
        IndexWriterConfig replacing = new IndexWriterConfig().setOpenMode(OpenMode.CREATE);
        return attempt(() -> new IndexWriter(FSDirectory.open(folder), replacing));
    }

    private <T> T attempt(IOSupplier<T> step) {
        try {
            return step.get();
        } catch (LockObtainFailedException e) {
            throw new MemberportException(FailureKind.TARGET_BUSY, "Another run writes " + folder + ". Run again later.");
        } catch (IOException e) {
            throw FileFailure.ofTarget("use", folder, e);
        }
    }

    record Run(LuceneSink sink, String community, IndexWriter writer) implements SinkRun {

        @Override
        public void write(MemberBlock block) {
            sink.attempt(() -> writer.addDocuments(block.members().stream()
                    .map(member -> List.of(new TextField("json", member.json().asString(), Store.YES)))
                    .toList()));
        }

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            writer.setLiveCommitData(Map.of(community, LastCommit.of(metadata).toLine()).entrySet());
            sink.attempt(writer::commit);
            return new CommitReceipt(metadata.members());
        }

        @Override
        public void close() {
            sink.attempt(() -> {
                writer.rollback();
                sink.writer().rollback(); // Opened once more, it deletes the files that a failed writer may leave.
                return null;
            });
        }
    }
}
