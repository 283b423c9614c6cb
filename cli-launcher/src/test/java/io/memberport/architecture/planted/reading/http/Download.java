package io.memberport.architecture.planted.reading.http;

/** An adapter. */
public final class Download {}
