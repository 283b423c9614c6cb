package io.memberport.architecture.planted.sinks.http;

/** Planted: something that no sink needs. */
public final class Elsewhere {}
