package io.memberport.architecture.planted.encoding.sink.csv;

/** Planted: a sink that what the sinks share sees. */
public final class Upstairs {}
