package io.memberport.architecture.planted.adapters.sink.csv;

/** Planted: an adapter that another one sees. */
public final class Neighbour {}
