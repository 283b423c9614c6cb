package io.memberport.architecture.planted.inside.http.wire;

/** Planted: what an adapter keeps to itself. */
public final class Inside {}
