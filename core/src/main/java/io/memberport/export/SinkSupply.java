package io.memberport.export;

import io.memberport.port.MemberSink;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sinks of a job: one set, or as many as it has to have because each serves one transfer. Used by one thread. */
final class SinkSupply {

    private final @Nullable Supplier<? extends List<? extends MemberSink>> maker;
    private List<? extends MemberSink> current;
    private boolean taken;

    private SinkSupply(
            List<? extends MemberSink> first, @Nullable Supplier<? extends List<? extends MemberSink>> maker) {
        this.current = List.copyOf(first);
        this.maker = maker;
    }

    static SinkSupply only(List<? extends MemberSink> sinks) {
        return new SinkSupply(sinks, null);
    }

    static SinkSupply from(Supplier<? extends List<? extends MemberSink>> maker) {
        return new SinkSupply(maker.get(), maker);
    }

    /** Those that will be, or were, taken last. */
    List<? extends MemberSink> current() {
        return current;
    }

    boolean isRenewable() {
        return maker != null;
    }

    /** Sinks for a transfer: at first those that are there, then fresh ones. */
    List<? extends MemberSink> take() {
        if (taken && maker != null) {
            current = List.copyOf(maker.get());
        }
        taken = true;
        return current;
    }
}
