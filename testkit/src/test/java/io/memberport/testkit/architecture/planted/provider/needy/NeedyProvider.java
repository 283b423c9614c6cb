package io.memberport.testkit.architecture.planted.provider.needy;

import io.memberport.testkit.ReferenceSinkProvider;

/** Planted: a provider that cannot be made. Sees the testkit, too, which a sink must not. */
public final class NeedyProvider extends ReferenceSinkProvider {

    private final String need;

    public NeedyProvider(String need) {
        this.need = need;
    }

    @Override
    public String summary() {
        return need;
    }
}
