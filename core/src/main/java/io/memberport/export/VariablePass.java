package io.memberport.export;

import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a pass over a file found for the sinks that need to know the variables before the first member.
 *
 * @param variables in the order in which they first appear, equal ones once
 * @param head what the document says of itself, all of it
 * @param contentChecksum which the next pass must have, too
 */
record VariablePass(List<ProfileVariable> variables, ExportStream.Head head, long contentChecksum) {

    static VariablePass over(
            ExportFileSource source, ExportListener listener, InFlightLimits limits, @Nullable Executor executor) {
        try (ExportStream stream = source.openAhead()) {
            Collector collector = new Collector(stream, listener);
            MemberPipeline.run(stream, Seen::in, collector::add, limits, executor);
            return new VariablePass(List.copyOf(collector.variables), stream.head(), stream.contentChecksum());
        }
    }

    private record Seen(BlockCounts counts, Set<ProfileVariable> variables) {

        static Seen in(MemberBlock block) {
            return new Seen(BlockCounts.of(block), block.variables());
        }
    }

    private static final class Collector {

        private final ExportStream stream;
        private final ExportListener listener;
        private final Set<ProfileVariable> variables = new LinkedHashSet<>();
        private BlockCounts counts = BlockCounts.NONE;

        Collector(ExportStream stream, ExportListener listener) {
            this.stream = stream;
            this.listener = listener;
        }

        void add(Seen seen) {
            variables.addAll(seen.variables());
            counts = counts.plus(seen.counts());
            listener.on(new ExportEvent.CollectingVariables(
                    stream.transferredBytes(), stream.expectedBytes(), counts.members()));
        }
    }
}
