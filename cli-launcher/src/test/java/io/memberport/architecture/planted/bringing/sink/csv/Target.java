package io.memberport.architecture.planted.bringing.sink.csv;

/** A sink. */
public final class Target {}
