package io.memberport.architecture.planted.usecases.export;

/** Calls adapters. */
public final class UseCase {}
