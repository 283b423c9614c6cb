package io.memberport.architecture.planted.simulator.model;

/** Planted: code of the product that the simulator sees. */
public final class Shared {}
