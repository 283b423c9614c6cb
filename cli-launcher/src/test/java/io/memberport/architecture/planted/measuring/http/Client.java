package io.memberport.architecture.planted.measuring.http;

/** An adapter. */
public final class Client {}
