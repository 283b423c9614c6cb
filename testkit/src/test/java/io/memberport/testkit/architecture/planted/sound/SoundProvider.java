package io.memberport.testkit.architecture.planted.sound;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import java.util.List;

/** Nothing is wrong with this one, as far as the rules go. */
public final class SoundProvider implements MemberSinkProvider {

    @Override
    public String scheme() {
        return "sound";
    }

    @Override
    public String summary() {
        return "";
    }

    @Override
    public String targetSyntax() {
        return "";
    }

    @Override
    public List<SinkOption> options() {
        return List.of();
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        throw new UnsupportedOperationException();
    }
}
