package io.memberport.architecture.planted.sharing.encoding;

/** Planted: what only sinks share. */
public final class Shared {}
