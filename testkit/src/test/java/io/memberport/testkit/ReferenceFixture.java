package io.memberport.testkit;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.RepeatedMember;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A folder for a {@link ReferenceSink}, perhaps for a flawed one. */
record ReferenceFixture(Path directory, Flaw flaw, Accumulation accumulation, RepeatedMember repeatedMember)
        implements SinkFixture {

    private static final int TWO_APPENDS = 2;

    @Override
    public MemberSinkProvider provider() {
        return flaw == Flaw.IS_NOT_REGISTERED ? new ReferenceSinkProvider.Unregistered() : new ReferenceSinkProvider();
    }

    @Override
    public String target() {
        return "reference:" + directory;
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "flaw", flaw.wireName(),
                "accumulation", accumulation.name(),
                "repeated-member", repeatedMember.name());
    }

    @Override
    public Collection<Map<String, String>> optionsOfOtherForms() {
        Map<String, String> other = new HashMap<>(options());
        other.put("form", "fancy");
        return List.of(other);
    }

    @Override
    public Collection<StoredValue> read() throws IOException {
        return ReferenceState.read(ReferenceSink.state(directory)).values();
    }

    @Override
    public Collection<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !Set.of("state", "lock").contains(name))
                    .toList();
        }
    }

    @Override
    public MemberSink breakingAt(BreakPoint point) {
        int appends =
                switch (point) {
                    case WRITE -> 0;
                    case HALFWAY -> TWO_APPENDS;
                    case COMMIT -> Integer.MAX_VALUE;
                };
        SinkOptions options = SinkOptions.of(provider(), options());
        return ReferenceSinkProvider.create(target(), options, Disk.breakingAfter(appends));
    }
}
