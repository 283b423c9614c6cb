package io.memberport.architecture.planted.launcher.cli;

/** Planted: a launcher that a library sees. */
public final class Launcher {}
