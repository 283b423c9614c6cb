package com.example.memberport.lucene;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import java.nio.file.Path;

/** Makes sinks for targets like {@code lucene:members.index}. */
public final class LuceneSinkProvider implements MemberSinkProvider {

    @Override
    public String scheme() {
        return "lucene";
    }

    @Override
    public String summary() {
        return "a Lucene index with a document for each member";
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        return new LuceneSink(Path.of(target.substring("lucene:".length())));
    }
}
