package com.example.memberport.jsonl;

import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What was committed, in a file beside the data. It also says which data it belongs to: should a run be killed after the
 * data has been renamed and before this file has, the two do not fit, and nothing counts as committed.
 */
final class CommitFile {

    private CommitFile() {}

    /** The text of the file for data that is complete, whatever name it has at the moment. */
    static String describe(Path data, boolean compressed, String community, ExportMetadata metadata)
            throws IOException {
        Properties entries = new Properties();
        entries.setProperty("community", community);
        entries.setProperty("compressed", String.valueOf(compressed));
        entries.setProperty("export", LastCommit.of(metadata).toLine());
        entries.setProperty("data", fingerprint(data));
        StringWriter text = new StringWriter();
        entries.store(text, null);
        return text.toString();
    }

    /**
     * What was committed for a community, if the data is still what was committed, and is what would be committed now: with
     * another compression the same export is another file.
     */
    static Optional<LastCommit> read(TargetFiles files, boolean compressed, String community) throws IOException {
        Properties entries = new Properties();
        try (Reader in = Files.newBufferedReader(files.commit(), StandardCharsets.UTF_8)) {
            entries.load(in);
            boolean valid = community.equals(entries.getProperty("community"))
                    && String.valueOf(compressed).equals(entries.getProperty("compressed"))
                    && fingerprint(files.data()).equals(entries.getProperty("data"));
            return valid ? LastCommit.ofLine(entries.getProperty("export", "")) : Optional.empty();
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        }
    }

    private static String fingerprint(Path data) throws IOException {
        return Files.size(data) + " bytes, " + Files.getLastModifiedTime(data);
    }
}
