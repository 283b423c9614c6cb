package com.example.memberport.jsonl;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * A file with the members of an export, one JSON document a line, as Alida sent them. Each commit replaces the file.
 */
final class JsonLinesSink implements MemberSink {

    private final TargetFiles files;
    private final boolean compressed;

    JsonLinesSink(TargetFiles files, boolean compressed) {
        this.files = files;
        this.compressed = compressed;
    }

    @Override
    public String description() {
        return files.data().toString();
    }

    @Override
    public void check() {
        if (!Files.isDirectory(files.data().getParent())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The directory of " + files.data() + " does not exist. Create it, or name another one.");
        }
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        try {
            return CommitFile.read(files, compressed, community);
        } catch (IOException e) {
            throw FileFailure.ofTarget("read", files.data(), e);
        }
    }

    @Override
    public JsonLinesRun open(SinkContext context) {
        check();
        return JsonLinesRun.start(files, compressed, context.community());
    }
}
