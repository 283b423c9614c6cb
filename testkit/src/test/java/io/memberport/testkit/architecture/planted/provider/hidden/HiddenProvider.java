package io.memberport.testkit.architecture.planted.provider.hidden;

import io.memberport.testkit.ReferenceSinkProvider;

/** Planted: a provider that is not public. */
final class HiddenProvider extends ReferenceSinkProvider {}
