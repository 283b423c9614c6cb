package io.memberport.architecture.planted.profiling.http;

/** An adapter. */
public final class Client {}
