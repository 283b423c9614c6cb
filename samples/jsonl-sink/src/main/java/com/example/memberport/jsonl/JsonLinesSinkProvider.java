package com.example.memberport.jsonl;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import java.nio.file.Path;
import java.util.List;

/** What the {@code memberport} command finds through {@code META-INF/services}. */
public final class JsonLinesSinkProvider implements MemberSinkProvider {

    private static final String SCHEME = "jsonl";

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String summary() {
        return "a file of JSON Lines, replaced as a whole by each export";
    }

    @Override
    public String targetSyntax() {
        return "jsonl:PATH";
    }

    @Override
    public List<SinkOption> options() {
        return List.of(SinkOption.choice(
                "compression", List.of("none", "gzip"), "none", "Whether to compress the file."));
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        String path = target.substring(SCHEME.length() + 1);
        if (path.isBlank()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target 'jsonl:' names no file. Write jsonl:members.jsonl, for example.");
        }
        return new JsonLinesSink(TargetFiles.of(Path.of(path)), options.get("compression").equals("gzip"));
    }
}
